package dev.stepwell.local.dynamodb;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** The words that may not stand in an expression as attribute names; {@code #name} must be used. */
final class ReservedWords {

  private static final Set<String> WORDS = read();

  private ReservedWords() {}

  static boolean contains(String name) {
    return WORDS.contains(name.toUpperCase(Locale.ROOT));
  }

  private static Set<String> read() {
    try (InputStream in =
        requireNonNull(
            ReservedWords.class.getResourceAsStream("reserved-words.txt"), "reserved-words.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return Set.of(text.strip().split("\\s+"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
