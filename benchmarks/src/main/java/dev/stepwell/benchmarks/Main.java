package dev.stepwell.benchmarks;

import java.io.IOException;
import java.util.List;

/** Starts JMH with the arguments given, or with {@code --quick} the quick look. */
public final class Main {

  private Main() {}

  /** Measures. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 0 && arguments[0].equals("--quick")) {
      Quick.measure(List.of(arguments).subList(1, arguments.length));
    } else {
      org.openjdk.jmh.Main.main(arguments);
    }
  }
}
