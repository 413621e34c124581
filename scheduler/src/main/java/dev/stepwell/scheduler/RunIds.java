package dev.stepwell.scheduler;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * The names of runs and of their executions. A run's id is Airflow's, {@code
 * scheduled__2026-01-01T00:00:00+00:00}; an execution may not have a colon in its name and at most
 * 80 characters, so it is told differently there.
 */
public final class RunIds {

  private static final int LONGEST = 80;
  private static final int HASHED = 10;
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS]xxx").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TO_SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.UTC);

  private RunIds() {}

  /** {@code manual__2026-01-01T00:00:00+00:00}. */
  public static String of(RunType type, Instant moment) {
    boolean whole = moment.truncatedTo(ChronoUnit.SECONDS).equals(moment);
    DateTimeFormatter form = whole ? TO_SECONDS : ISO;
    return type.word() + "__" + form.format(moment);
  }

  /**
   * The name of an attempt's execution: {@code flights-scheduled__2026-01-01T00-00-00Z}, and with
   * {@code -2} behind it for the second attempt. Always the same for the same attempt, so that
   * starting it again starts nothing.
   */
  public static String execution(String workflow, String runId, int attempt) {
    String run = runId.replace("+00:00", "Z").replaceAll("[^A-Za-z0-9_.-]", "-");
    String suffix = attempt > 1 ? "-" + attempt : "";
    String name = workflow + "-" + run + suffix;
    if (name.length() <= LONGEST) {
      return name;
    }
    String hash = hash(workflow + "/" + runId);
    String end = "-" + hash + suffix;
    return name.substring(0, LONGEST - end.length()) + end;
  }

  /** Ten hexadecimal digits for a text, always the same for the same. */
  public static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASHED);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
