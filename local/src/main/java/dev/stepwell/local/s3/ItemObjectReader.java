package dev.stepwell.local.s3;

import static dev.stepwell.local.service.Parameters.text;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.sql.DuckDb;
import dev.stepwell.local.sql.SqlSession;
import dev.stepwell.local.sql.SqlText;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@link dev.stepwell.engine.ItemObjects}: text as it is, compressed objects as their bytes,
 * and the rows of Parquet files. In rows, columns keep their order; dates, times and other types
 * that JSON has not are text as DuckDB writes it. Thread-safe.
 */
public final class ItemObjectReader {

  private final ObjectStore store;
  private final DuckDb duck;

  /**
   * Reads so.
   *
   * @param store the buckets
   * @param duck what reads Parquet
   */
  public ItemObjectReader(ObjectStore store, DuckDb duck) {
    this.store = store;
    this.duck = duck;
  }

  /**
   * The content of the object that the arguments name.
   *
   * @throws ServiceException if there is no such object, or it is no Parquet file although the
   *     arguments say so
   */
  public Json read(Json arguments, CallContext context) throws ServiceException {
    JsonObject asked = arguments instanceof JsonObject object ? object : JsonObject.EMPTY;
    String bucket = text(asked, "Bucket");
    String key = text(asked, "Key");
    S3Object object = store.find(bucket, key, asked.string("VersionId")).object();
    if ("PARQUET".equals(asked.string("InputType"))) {
      return JsonObject.of("Rows", rows(object, asked.get("MaxItems")));
    }
    byte[] content = store.content(bucket, object);
    return isCompressed(content)
        ? JsonObject.of("Bytes", Json.of(Base64.getEncoder().encodeToString(content)))
        : JsonObject.of("Body", Json.of(new String(content, StandardCharsets.UTF_8)));
  }

  /** Whether the content begins as that of GZIP or ZSTD does. */
  private static boolean isCompressed(byte[] content) {
    return content.length > 3
        && ((content[0] == 0x1f && content[1] == (byte) 0x8b)
            || (content[0] == 0x28
                && content[1] == (byte) 0xb5
                && content[2] == 0x2f
                && content[3] == (byte) 0xfd));
  }

  private JsonArray rows(S3Object object, @Nullable Json most) throws ServiceException {
    String file = SqlText.literal(withoutWildcards(object.file().toString()));
    String limit = most instanceof JsonNumber number ? " LIMIT " + number.longValue() : "";
    // Without the columns that DuckDB would make of day=.. in the path: the file has the row.
    String sql =
        "SELECT to_json(r)::VARCHAR FROM (SELECT * FROM read_parquet("
            + file
            + ", hive_partitioning = false)"
            + limit
            + ") r";
    try (SqlSession session = duck.session()) {
      return session.runAsWritten(sql).rows().stream()
          .map(row -> Json.parse(String.valueOf(row.get(0))))
          .collect(JsonArray.collector());
    } catch (SQLException failure) {
      throw ServiceException.refused(
          "InvalidParquet",
          "The object '" + object.key() + "' cannot be read as Parquet: " + failure.getMessage());
    }
  }

  private static String withoutWildcards(String path) {
    return path.replace("[", "[[]").replace("*", "[*]").replace("?", "[?]");
  }
}
