package dev.stepwell.local.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Makes files look as if their process had been killed a little earlier. */
public final class Crash {

  private Crash() {}

  /** Takes back what was written to a register last. */
  public static void beforeLastWrite(Path register) {
    try {
      byte[] content = Files.readAllBytes(register);
      int end = content.length - 1;
      while (end > 0 && content[end - 1] != '\n') {
        end--;
      }
      Files.write(register, Arrays.copyOf(content, end));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Takes back every end of a work that was written to a register; the beginnings stay. */
  public static void beforeEveryEnd(Path register) {
    try {
      List<String> lines = Files.readAllLines(register);
      lines.removeIf(line -> line.contains("\"Finished\":true"));
      Files.write(register, lines);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
