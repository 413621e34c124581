package dev.stepwell.dsl;

import java.util.Set;

/**
 * Something that steps update and workflows wait for, such as a table or a prefix of a bucket.
 *
 * @param uri what names it; compared as it is
 */
public record Asset(String uri) implements AssetCondition {

  /** Refuses an asset without a name. */
  public Asset {
    if (uri.isBlank()) {
      throw InvalidWorkflowException.here(
          "an asset needs a URI that names it, such as s3://lake/flights");
    }
  }

  /**
   * The asset of a URI, such as {@code redshift://dw/flights}. One that is a bucket by its name
   * among the resources, with a prefix, {@code s3://lake/flights}, is also updated by each object
   * that is new in it, where {@code ./stepwell serve} runs.
   */
  public static Asset of(String uri) {
    return new Asset(uri);
  }

  @Override
  public Set<Asset> assets() {
    return Set.of(this);
  }
}
