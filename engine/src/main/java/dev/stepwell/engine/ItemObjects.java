package dev.stepwell.engine;

/**
 * How the engine asks for the objects whose content an ItemReader wants, where a plain {@code
 * s3:getObject} is not enough: its answer is text, but an object may be compressed or Parquet.
 *
 * <p>Whoever serves objects registers a {@link TaskHandler} for {@link #RESOURCE}. It is asked with
 * {@code Bucket}, {@code Key}, {@code InputType} ({@code CSV}, {@code JSON}, {@code JSONL}, {@code
 * PARQUET} or {@code MANIFEST}), {@code MaxItems} (how many items are of use; absent for all) and
 * what else the state passes, such as {@code VersionId}. It answers with one of
 *
 * <ul>
 *   <li>{@code Body}: the content as text,
 *   <li>{@code Bytes}: the content in Base64; the engine inflates GZIP and reads it as UTF-8,
 *   <li>{@code Rows}: the items themselves, an array of objects. The only way to serve Parquet.
 * </ul>
 *
 * <p>Without such a handler (one from {@link TaskHandlers.Builder#otherwise} does not count) the
 * engine calls {@code arn:aws:states:::s3:getObject} and takes its {@code Body}. Listings are asked
 * of {@code arn:aws:states:::s3:listObjectsV2}, page by page as long as an answer has a {@code
 * NextContinuationToken} (or {@code NextToken}), which is sent back as {@code ContinuationToken}.
 */
public final class ItemObjects {

  /** The resource that content is asked of. It is this engine's own; AWS has no such thing. */
  public static final String RESOURCE = "stepwell:s3:getItemObject";

  private ItemObjects() {}
}
