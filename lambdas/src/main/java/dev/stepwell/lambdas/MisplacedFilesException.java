package dev.stepwell.lambdas;

import java.util.List;

/**
 * The day holds files outside of {@code hour=HH/} folders. They would be left out without a word,
 * so the plan is refused instead.
 */
public final class MisplacedFilesException extends RuntimeException {
  private static final int SHOWN = 5;

  private MisplacedFilesException(String message) {
    super(message);
  }

  static MisplacedFilesException of(String bucket, String dayPrefix, List<String> keys) {
    String more = keys.size() > SHOWN ? ", and " + (keys.size() - SHOWN) + " more" : "";
    return new MisplacedFilesException(
        "files of s3://"
            + bucket
            + "/"
            + dayPrefix
            + " are outside of an hour=00 .. hour=23 folder and would not be loaded: "
            + String.join(", ", keys.subList(0, Math.min(SHOWN, keys.size())))
            + more
            + "; move them into the folder of their hour");
  }
}
