package dev.stepwell.engine.store;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Measures the store beside the disk that it is on. Prints; is no test. Run it with a folder on the
 * disk to measure as its first argument, and perhaps the number of rounds.
 */
final class StoreBench {

  private static final int CHUNK = 256;
  private static final int SINGLE = 5_000;
  private static final int STREAMS = 100_000;

  private StoreBench() {}

  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory(Path.of(args[0]), "store-bench");
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    for (int round = 1; round <= rounds; round++) {
      System.out.printf("--- round %d%n", round);
      double disk = disk(folder.resolve("disk-" + round));
      double single = single(folder.resolve("single-" + round));
      System.out.printf(
          "append + fdatasync %.1f us, append + commit %.1f us: %.2f times%n",
          disk, single, single / disk);
      append(folder.resolve("append-" + round));
      for (int group : new int[] {16, 64, 256, 1024}) {
        grouped(folder.resolve("grouped-" + round + "-" + group), group);
      }
      recovery(folder.resolve("recovery-" + round));
    }
  }

  /** What the disk does without the store, in microseconds. */
  private static double disk(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(CHUNK);
    long[] nanos = new long[SINGLE];
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int i = 0; i < SINGLE; i++) {
        long start = System.nanoTime();
        channel.write(bytes.clear());
        channel.force(false);
        nanos[i] = System.nanoTime() - start;
      }
    }
    return Arrays.stream(nanos).average().orElse(0) / 1e3;
  }

  private static double single(Path folder) {
    byte[] chunk = new byte[CHUNK];
    try (Store store = Store.open(folder)) {
      long start = System.nanoTime();
      for (int i = 0; i < SINGLE; i++) {
        store.append(1, chunk, 0, CHUNK);
        store.commit();
      }
      return (System.nanoTime() - start) / 1e3 / SINGLE;
    }
  }

  /** Append alone, with a commit for every 10,000. */
  private static void append(Path folder) {
    byte[] chunk = new byte[CHUNK];
    long nanos = 0;
    int count = 1_000_000;
    try (Store store = Store.open(folder)) {
      for (int i = 0; i < count; i += 10_000) {
        long start = System.nanoTime();
        for (int k = 0; k < 10_000; k++) {
          store.append(1 + (i + 7 * k) % 5_000, chunk, 0, CHUNK);
        }
        nanos += System.nanoTime() - start;
        store.commit();
      }
    }
    System.out.printf("append of %d bytes: %d ns%n", CHUNK, nanos / count);
  }

  private static void grouped(Path folder, int group) {
    byte[] chunk = new byte[CHUNK];
    int commits = 400_000 / group;
    long[] nanos = new long[commits];
    try (Store store = Store.open(folder)) {
      long start = System.nanoTime();
      for (int i = 0; i < commits; i++) {
        long begin = System.nanoTime();
        for (int k = 0; k < group; k++) {
          store.append(1 + k, chunk, 0, CHUNK);
        }
        store.commit();
        nanos[i] = System.nanoTime() - begin;
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      Arrays.sort(nanos);
      System.out.printf(
          "groups of %d: %,.0f steps/s; commit p50 %.2f ms, p99 %.2f ms, longest %.1f ms%n",
          group,
          commits * (double) group / seconds,
          nanos[commits / 2] / 1e6,
          nanos[commits * 99 / 100] / 1e6,
          nanos[commits - 1] / 1e6);
    }
  }

  private static void recovery(Path folder) {
    byte[] chunk = new byte[CHUNK];
    try (Store store = Store.open(folder)) {
      for (int part = 0; part < 2; part++) {
        for (long id = 1; id <= STREAMS; id++) {
          if (part == 0) {
            store.put(Given.running(id));
          }
          store.append(id, chunk, 0, CHUNK);
          if (id % 1_000 == 0) {
            store.commit();
          }
        }
      }
    }
    for (String what : new String[] {"from the journal", "settled"}) {
      long start = System.nanoTime();
      long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      try (Store store = Store.open(folder)) {
        long opened = System.nanoTime();
        cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        long[] sums = new long[2];
        store.openStreams(
            stream -> {
              sums[0]++;
              sums[1] += stream.bytes().length;
            });
        System.out.printf(
            "%s: opened in %d ms (%d ms of processor), %d streams of %d bytes read in %d ms%n",
            what,
            TimeUnit.NANOSECONDS.toMillis(opened - start),
            TimeUnit.NANOSECONDS.toMillis(cpu),
            sums[0],
            sums[1] / sums[0],
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - opened));
      }
    }
  }
}
