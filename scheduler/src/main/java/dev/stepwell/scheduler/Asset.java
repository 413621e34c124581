package dev.stepwell.scheduler;

/**
 * Something that workflows update and wait for.
 *
 * @param uri what names it, such as {@code s3://lake/flights}; compared as it is
 */
public record Asset(String uri) {

  /** Refuses an asset without a name. */
  public Asset {
    if (uri.isBlank()) {
      throw new IllegalArgumentException("an asset needs a URI, such as s3://lake/flights");
    }
  }
}
