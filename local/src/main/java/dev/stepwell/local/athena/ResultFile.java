package dev.stepwell.local.athena;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.s3.DataFiles;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.service.ServiceException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file of a result: CSV in which every value is quoted and NULL is nothing at all, as Athena
 * writes it. Pages are read from it by place, so the last one costs no more than the first.
 */
final class ResultFile {

  private ResultFile() {}

  /** Writes one row. */
  static void write(Writer out, List<? extends @Nullable String> row) throws IOException {
    for (int i = 0; i < row.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      String value = row.get(i);
      if (value != null) {
        out.write('"');
        out.write(value.replace("\"", "\"\""));
        out.write('"');
      }
    }
    out.write('\n');
  }

  /** Puts a finished file in its place. */
  static void publish(ObjectStore store, String address, Path file)
      throws ServiceException, IOException {
    DataFiles.Address at = DataFiles.Address.of(address);
    try (InputStream content = Files.newInputStream(file)) {
      store.put(at.bucket(), at.prefix(), content);
    }
  }

  /**
   * A page.
   *
   * @param rows the rows, each with its {@code Data}
   * @param next where the next page begins; negative if there is none
   */
  record Page(JsonArray rows, long next) {}

  /** Reads rows from a place on. */
  static Page page(ObjectStore store, String address, long from, int most)
      throws ServiceException, IOException {
    DataFiles.Address at = DataFiles.Address.of(address);
    Path file = store.head(at.bucket(), at.prefix()).file();
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(from);
      Rows rows = new Rows(new BufferedInputStream(in, 1 << 16));
      List<Json> page = new ArrayList<>();
      while (page.size() < most) {
        List<@Nullable String> row = rows.next();
        if (row == null) {
          return new Page(JsonArray.of(page), -1);
        }
        page.add(
            JsonObject.of(
                "Data", row.stream().map(AthenaTypes::datum).collect(JsonArray.collector())));
      }
      long next = from + rows.read;
      return new Page(JsonArray.of(page), next < Files.size(file) ? next : -1);
    }
  }

  /** Takes rows from a stream of bytes and counts these. */
  private static final class Rows {

    private final InputStream in;
    private long read;

    Rows(InputStream in) {
      this.in = in;
    }

    private int take() throws IOException {
      int b = in.read();
      if (b >= 0) {
        read++;
      }
      return b;
    }

    @Nullable List<@Nullable String> next() throws IOException {
      int b = take();
      if (b < 0) {
        return null;
      }
      List<@Nullable String> row = new ArrayList<>();
      while (true) {
        if (b == '"') {
          row.add(quoted());
          b = take();
        } else {
          row.add(null);
        }
        if (b != ',') {
          return row;
        }
        b = take();
      }
    }

    private String quoted() throws IOException {
      ByteArrayOutputStream value = new ByteArrayOutputStream();
      while (true) {
        int b = take();
        if (b < 0) {
          throw new IOException("the result file ends inside a value");
        }
        if (b != '"') {
          value.write(b);
        } else {
          in.mark(1);
          int after = in.read();
          if (after != '"') {
            in.reset();
            return value.toString(UTF_8);
          }
          read++;
          value.write(b);
        }
      }
    }
  }

  /** A page of a text file, one datum a line. */
  static Page lines(ObjectStore store, String address, long from, int most)
      throws ServiceException, IOException {
    DataFiles.Address at = DataFiles.Address.of(address);
    String text = new String(store.get(at.bucket(), at.prefix()), UTF_8);
    List<String> all = text.lines().toList();
    int to = (int) Math.min(all.size(), from + most);
    List<Json> page = new ArrayList<>();
    for (String line : all.subList((int) Math.min(from, to), to)) {
      page.add(JsonObject.of("Data", JsonArray.of(AthenaTypes.datum(line))));
    }
    return new Page(JsonArray.of(page), to < all.size() ? to : -1);
  }
}
