package dev.stepwell.benchmarks;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells how much of the time no thread was inside the SQL engine: looks at all threads every few
 * milliseconds and counts the looks that found none in a native method of DuckDB.
 */
final class SqlShare implements AutoCloseable {

  private static final int MILLISECONDS = 5;

  private final Thread sampler = new Thread(this::look, "sql-share");
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicInteger outside = new AtomicInteger();
  private final long began = System.nanoTime();
  private volatile boolean done;

  /** Starts to look. */
  static SqlShare start() {
    SqlShare share = new SqlShare();
    share.sampler.setDaemon(true);
    share.sampler.start();
    return share;
  }

  private void look() {
    while (!done) {
      looks.incrementAndGet();
      if (Thread.getAllStackTraces().values().stream().noneMatch(SqlShare::isInSql)) {
        outside.incrementAndGet();
      }
      try {
        Thread.sleep(MILLISECONDS);
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }

  private static boolean isInSql(StackTraceElement[] frames) {
    return frames.length > 0
        && frames[0].isNativeMethod()
        && frames[0].getClassName().startsWith("org.duckdb.");
  }

  /** Seconds since the start, and the share of them outside. */
  Map<String, Double> figures() {
    return Map.of(
        "seconds",
        (System.nanoTime() - began) / 1e9,
        "outside",
        looks.get() == 0 ? 0 : (double) outside.get() / looks.get());
  }

  @Override
  public void close() {
    done = true;
    sampler.interrupt();
  }
}
