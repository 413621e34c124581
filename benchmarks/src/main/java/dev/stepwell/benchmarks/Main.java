package dev.stepwell.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Starts JMH with the arguments given, or with {@code --quick} the quick look, with {@code
 * --durable} a look at steps on stable storage.
 */
public final class Main {

  private Main() {}

  /** Measures. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 0 && arguments[0].equals("--quick")) {
      Quick.measure(List.of(arguments).subList(1, arguments.length));
    } else if (arguments.length > 0 && arguments[0].equals("--durable")) {
      Durable.measure(Path.of(arguments.length > 1 ? arguments[1] : "target"));
    } else {
      org.openjdk.jmh.Main.main(arguments);
    }
  }
}
