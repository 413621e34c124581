package dev.stepwell.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a journal. */
final class Segments {

  private static final Pattern NAME = Pattern.compile("([0-9]{16,19})\\.log");

  private Segments() {}

  /**
   * A file of the journal.
   *
   * @param first the number of its first batch
   * @param end the number of the first batch of the file behind it: what it has from there on was
   *     never confirmed, and written again there; {@link Long#MAX_VALUE} if it is the last
   */
  record Segment(Path file, long first, long end) {

    boolean isLast() {
      return end == Long.MAX_VALUE;
    }

    /** As messages name it. */
    String name() {
      return "journal/" + file.getFileName();
    }
  }

  static Path file(Path journal, long first) {
    return journal.resolve("%016d.log".formatted(first));
  }

  /** The files in a journal's folder by number. */
  static List<Segment> list(Path journal) throws IOException {
    long[] numbers;
    try (Stream<Path> files = Files.list(journal)) {
      numbers = files.mapToLong(Segments::number).filter(number -> number >= 0).sorted().toArray();
    }
    Segment[] segments = new Segment[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      long end = i + 1 < numbers.length ? numbers[i + 1] : Long.MAX_VALUE;
      segments[i] = new Segment(file(journal, numbers[i]), numbers[i], end);
    }
    return List.of(segments);
  }

  private static long number(Path file) {
    @Nullable Path name = file.getFileName();
    Matcher matcher = NAME.matcher(String.valueOf(name));
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
  }
}
