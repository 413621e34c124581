package dev.stepwell.engine.fuzz;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The errors that the engine logs while this is open: its own bugs. */
final class Errors extends Handler implements AutoCloseable {

  // Held, for the log manager holds loggers weakly.
  private final Logger logger = Logger.getLogger("dev.stepwell");
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  static Errors watched() {
    Errors errors = new Errors();
    errors.logger.addHandler(errors);
    return errors;
  }

  /** What was logged, with the places of the exceptions. */
  List<String> texts() {
    return records.stream().map(Errors::text).toList();
  }

  private static String text(LogRecord entry) {
    Throwable thrown = entry.getThrown();
    if (thrown == null) {
      return entry.getMessage();
    }
    StringBuilder text = new StringBuilder(entry.getMessage()).append(": ").append(thrown);
    StackTraceElement[] places = thrown.getStackTrace();
    for (int i = 0; i < Math.min(places.length, 8); i++) {
      text.append("\n    at ").append(places[i]);
    }
    return text.toString();
  }

  @Override
  public void publish(LogRecord entry) {
    if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
      records.add(entry);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
