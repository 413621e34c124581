package dev.stepwell.lambdas;

import java.util.List;

/**
 * The day holds files without a single byte. An hour without rows still has the line that names the
 * columns, so an empty file is an upload that broke off; loading the day without it would lose its
 * rows without a word.
 */
public final class EmptyFilesException extends RuntimeException {
  private static final int SHOWN = 5;

  private EmptyFilesException(String message) {
    super(message);
  }

  static EmptyFilesException of(String bucket, List<String> keys) {
    String more = keys.size() > SHOWN ? ", and " + (keys.size() - SHOWN) + " more" : "";
    return new EmptyFilesException(
        "files of s3://"
            + bucket
            + " are empty, though even an hour without rows has a line with the columns' names: "
            + String.join(", ", keys.subList(0, Math.min(SHOWN, keys.size())))
            + more
            + "; deliver them again, or remove them");
  }
}
