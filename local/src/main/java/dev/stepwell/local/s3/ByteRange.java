package dev.stepwell.local.s3;

import dev.stepwell.local.service.ServiceException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of an object that a reader wants.
 *
 * @param first the first byte, from 0
 * @param length how many bytes
 * @param isPart whether it was asked for, which is answered differently even if it is the whole
 */
record ByteRange(long first, long length, boolean isPart) {

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * The range that a header asks for; the whole object if there is none or it is not understood.
   */
  static ByteRange of(@Nullable String header, long size) throws ServiceException {
    Matcher range = RANGE.matcher(header == null ? "" : header.strip());
    if (!range.matches() || range.group().equals("bytes=-")) {
      return new ByteRange(0, size, false);
    }
    long first;
    long last = size - 1;
    if (range.group(1).isEmpty()) {
      first = Math.max(0, size - Long.parseLong(range.group(2)));
    } else {
      first = Long.parseLong(range.group(1));
      if (!range.group(2).isEmpty()) {
        last = Math.min(last, Long.parseLong(range.group(2)));
      }
    }
    if (first >= size || last < first) {
      throw new ServiceException(
          "InvalidRange", "The requested range is not satisfiable: " + header, 416);
    }
    return new ByteRange(first, last - first + 1, true);
  }

  String header(long size) {
    return "bytes " + first + "-" + (first + length - 1) + "/" + size;
  }
}
