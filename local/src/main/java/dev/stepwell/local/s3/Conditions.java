package dev.stepwell.local.s3;

import dev.stepwell.local.service.ServiceException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What must be true of an object for it to be read or replaced. Immutable.
 *
 * @param ifMatch the entity tag that it must have, with or without quotes; null for any
 * @param ifNoneMatch the entity tag that it must not have, {@code *} for every one; null for none
 * @param ifModifiedSince it must have been written after this; null if it need not
 * @param ifUnmodifiedSince it must not have been written after this; null if it may
 */
public record Conditions(
    @Nullable String ifMatch,
    @Nullable String ifNoneMatch,
    @Nullable Instant ifModifiedSince,
    @Nullable Instant ifUnmodifiedSince) {

  /** No condition. */
  public static final Conditions NONE = new Conditions(null, null, null, null);

  /**
   * Checks before a write.
   *
   * @param there what has the key now; null for nothing
   * @throws ServiceException {@code PreconditionFailed} (412), {@code NoSuchKey} if an entity tag
   *     is wanted and there is no object, {@code NotImplemented} for a tag that must not match
   */
  void checkWrite(String key, @Nullable S3Object there) throws ServiceException {
    if (ifNoneMatch != null && !ifNoneMatch.equals("*")) {
      throw new ServiceException(
          "NotImplemented",
          "A header you provided implies functionality that is not implemented: writes take"
              + " If-None-Match with * only",
          501);
    }
    if (ifNoneMatch != null && there != null) {
      throw failed("If-None-Match");
    }
    if (ifMatch != null && there == null) {
      throw new ServiceException("NoSuchKey", "The specified key does not exist.: " + key, 404);
    }
    if (ifMatch != null && there != null && !matches(ifMatch, there.etag())) {
      throw failed("If-Match");
    }
  }

  /**
   * Checks before a read.
   *
   * @throws ServiceException {@code PreconditionFailed} (412) or {@code NotModified} (304)
   */
  void checkRead(S3Object object) throws ServiceException {
    Instant written = object.lastModified().truncatedTo(ChronoUnit.SECONDS);
    if (ifMatch != null) {
      if (!matches(ifMatch, object.etag())) {
        throw failed("If-Match");
      }
    } else if (ifUnmodifiedSince != null && written.isAfter(ifUnmodifiedSince)) {
      throw failed("If-Unmodified-Since");
    }
    boolean unmodified =
        ifNoneMatch != null
            ? matches(ifNoneMatch, object.etag())
            : ifModifiedSince != null && !written.isAfter(ifModifiedSince);
    if (unmodified) {
      throw new ServiceException("NotModified", "Not Modified: " + object.key(), 304);
    }
  }

  private static boolean matches(String wanted, String etag) {
    return wanted.equals("*") || wanted.replace("\"", "").equals(etag.replace("\"", ""));
  }

  private static ServiceException failed(String condition) {
    return new ServiceException(
        "PreconditionFailed",
        "At least one of the pre-conditions you specified did not hold: " + condition,
        412);
  }
}
