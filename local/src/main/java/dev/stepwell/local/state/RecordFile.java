package dev.stepwell.local.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonSyntaxException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * A file of records, one a line: eight hexadecimal digits of CRC-32C, a space, JSON. Lines are only
 * added; {@link #rewrite} puts a shorter file in place of a long one.
 *
 * <p>A last line without its line break is one that was being written when the process died; nobody
 * was told that it is there, so it is cut off. Any other line that does not match its checksum is
 * damaged: it is left out and named by {@link #damage}.
 *
 * <p>{@link #append}, {@link #rewrite} and {@link #close} are for one thread at a time; {@link
 * #force} may be called from several at once, and one call serves all that wait.
 */
final class RecordFile implements AutoCloseable {

  private static final int CHECKSUM = 8;

  /** What a line has beside its JSON: checksum, space, line break. */
  static final long EXTRA = CHECKSUM + 2;

  private final Path path;
  private final List<String> damage = new ArrayList<>();
  private final Object forcing = new Object();
  private RandomAccessFile file;
  private long length;
  private final AtomicLong appended = new AtomicLong();
  private long forced;

  private RecordFile(Path path, RandomAccessFile file) {
    this.path = path;
    this.file = file;
  }

  /** Opens or makes a file, and tells its records in order. */
  static RecordFile open(Path path, Consumer<JsonObject> records) throws IOException {
    Path folder = requireNonNull(path.getParent(), "folder");
    Files.createDirectories(folder);
    byte[] content = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
    RecordFile opened = new RecordFile(path, new RandomAccessFile(path.toFile(), "rw"));
    WholeFile.sync(folder);
    opened.read(content, records);
    return opened;
  }

  private void read(byte[] content, Consumer<JsonObject> records) throws IOException {
    int start = 0;
    int number = 0;
    for (int at = 0; at < content.length; at++) {
      if (content[at] == '\n') {
        number++;
        read(new String(content, start, at - start, UTF_8), number, records);
        start = at + 1;
      }
    }
    if (start < content.length) {
      file.setLength(start);
    }
    file.seek(start);
    length = start;
  }

  private void read(String line, int number, Consumer<JsonObject> records) {
    if (line.length() > CHECKSUM && line.startsWith(checksum(line.substring(CHECKSUM + 1)))) {
      try {
        records.accept((JsonObject) Json.parse(line.substring(CHECKSUM + 1)));
        return;
      } catch (JsonSyntaxException | ClassCastException | NullPointerException foreign) {
        damage.add(path + ", line " + number + ": " + foreign.getMessage());
        return;
      }
    }
    damage.add(path + ", line " + number + ": the checksum does not match " + beginning(line));
  }

  private static String beginning(String line) {
    return line.length() <= 120 ? line : line.substring(0, 120) + "..";
  }

  private static String checksum(String json) {
    CRC32C crc = new CRC32C();
    crc.update(json.getBytes(UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  /** The lines that were damaged when the file was opened: file, line, beginning. */
  List<String> damage() {
    return damage;
  }

  /** How long the file is, in bytes. */
  long length() {
    return length;
  }

  /**
   * Adds a record.
   *
   * @return what {@link #force} takes to make it durable
   */
  long append(JsonObject record) throws IOException {
    byte[] line = line(record);
    try {
      file.write(line);
    } catch (IOException failure) {
      // A half line in front of the next one would damage both.
      file.setLength(length);
      file.seek(length);
      throw failure;
    }
    length += line.length;
    return appended.incrementAndGet();
  }

  private static byte[] line(JsonObject record) {
    String json = record.compact();
    return (checksum(json) + " " + json + "\n").getBytes(UTF_8);
  }

  /** Returns when the record is on stable storage. */
  void force(long record) throws IOException {
    synchronized (forcing) {
      if (forced < record) {
        long upTo = appended.get();
        file.getFD().sync();
        forced = upTo;
      }
    }
  }

  /** Puts a file of just these records in place of this one. */
  void rewrite(Collection<JsonObject> records) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (JsonObject record : records) {
      content.writeBytes(line(record));
    }
    synchronized (forcing) {
      WholeFile.write(path, content.toByteArray());
      RandomAccessFile next = new RandomAccessFile(path.toFile(), "rw");
      next.seek(content.size());
      file.close();
      file = next;
      length = content.size();
      forced = appended.get();
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
