package dev.stepwell.local.athena;

import static dev.stepwell.local.sql.SqlText.literal;

import dev.stepwell.local.glue.Column;
import dev.stepwell.local.glue.FileFormats;
import dev.stepwell.local.glue.HiveTypes;
import dev.stepwell.local.glue.LakeScan;
import dev.stepwell.local.glue.Table;
import dev.stepwell.local.s3.S3Object;
import dev.stepwell.local.sql.SqlResult;
import dev.stepwell.local.sql.SqlSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Looks at files before they are read, so that what Athena refuses is refused here too: Parquet of
 * other types than the table's, files that are no Parquet, text that is not UTF-8.
 */
final class FileChecks {

  private final SqlSession session;
  private final Table table;

  FileChecks(SqlSession session, Table table) {
    this.session = session;
    this.table = table;
  }

  /** Checks all files; gives the table's columns that none of them has. */
  Set<String> check(LakeScan scan) throws QueryFailedException {
    Map<String, String> addresses = scan.addresses();
    if (addresses.isEmpty()) {
      return Set.of();
    }
    if (table.classification().equals("parquet")) {
      return checkParquet(addresses);
    }
    for (S3Object file : scan.files()) {
      checkText(file, String.valueOf(addresses.get(file.file().toString())));
    }
    return Set.of();
  }

  private Set<String> checkParquet(Map<String, String> addresses) throws QueryFailedException {
    List<String> files = new ArrayList<>();
    addresses.keySet().forEach(each -> files.add(literal(FileFormats.escapeGlob(each))));
    Map<String, String> declared = new LinkedHashMap<>();
    for (Column column : table.columns()) {
      declared.put(column.name().toLowerCase(Locale.ROOT), column.type());
    }
    Set<String> seen = new HashSet<>();
    try {
      SqlResult rows =
          session.runAsWritten(
              "SELECT file_name, name, type, duckdb_type FROM parquet_schema(["
                  + String.join(", ", files)
                  + "])");
      for (var row : rows.rows()) {
        String column = String.valueOf(row.get(1)).toLowerCase(Locale.ROOT);
        String expected = declared.get(column);
        seen.add(column);
        if (expected != null && row.get(3) != null) {
          checkType(row, expected, addresses);
        }
      }
    } catch (SQLException unreadable) {
      throw unreadable(unreadable, addresses);
    }
    Set<String> missing = new HashSet<>(declared.keySet());
    missing.removeAll(seen);
    return missing;
  }

  private static void checkType(List<?> row, String expected, Map<String, String> addresses)
      throws QueryFailedException {
    String found = HiveTypes.fromDuck(String.valueOf(row.get(3)));
    boolean nested = expected.indexOf('<') >= 0;
    if (!nested && !PartitionSchemas.widens(found, expected)) {
      throw QueryFailedException.user(
          "HIVE_BAD_DATA",
          "Field "
              + row.get(1)
              + "'s type "
              + row.get(2)
              + " in parquet file "
              + addresses.getOrDefault(String.valueOf(row.get(0)), "")
              + " is incompatible with type "
              + AthenaTypes.ofHive(expected)
              + " defined in table schema");
    }
  }

  /** The error for a file that cannot be opened: DuckDB's words, with the file's address. */
  static QueryFailedException unreadable(SQLException failure, Map<String, String> addresses) {
    return QueryFailedException.user(
        "HIVE_CANNOT_OPEN_SPLIT",
        "Error opening Hive split: "
            + QueryErrors.withAddresses(String.valueOf(failure.getMessage()), addresses),
        failure);
  }

  private static void checkText(S3Object file, String address) throws QueryFailedException {
    try (InputStream raw = Files.newInputStream(file.file());
        InputStream in = file.key().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        Reader text =
            new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT))) {
      char[] buffer = new char[1 << 14];
      while (text.read(buffer) >= 0) {
        // Reading is the check.
      }
    } catch (CharacterCodingException notUtf8) {
      throw QueryFailedException.user(
          "HIVE_BAD_DATA",
          address + " is not UTF-8 text. Write the file anew in UTF-8, or take it away.",
          notUtf8);
    } catch (IOException unreadable) {
      throw QueryFailedException.user(
          "HIVE_CANNOT_OPEN_SPLIT",
          "Error opening Hive split " + address + ": " + unreadable.getMessage(),
          unreadable);
    }
  }
}
