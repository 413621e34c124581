package dev.stepwell.local.athena;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * An Athena workgroup. Immutable.
 *
 * @param name its name
 * @param outputLocation where results go, such as {@code s3://results/athena/}; null if it says
 *     nothing, then each query must
 * @param enforced whether its output location holds against that of a query; AWS's default for a
 *     new workgroup is true
 * @param bytesScannedCutoff how many bytes a query may scan, at least 10,000,000 as on AWS; null
 *     for any number
 */
public record WorkGroup(
    String name,
    @Nullable String outputLocation,
    boolean enforced,
    @Nullable Long bytesScannedCutoff) {

  private static final long LEAST_CUTOFF = 10_000_000;

  /** Checks that there is a name, and the range of the limit. */
  public WorkGroup {
    requireNonNull(name, "name");
    if (bytesScannedCutoff != null && bytesScannedCutoff < LEAST_CUTOFF) {
      throw new IllegalArgumentException(
          "workgroup '"
              + name
              + "': bytesScannedCutoff must be at least "
              + LEAST_CUTOFF
              + ", not "
              + bytesScannedCutoff);
    }
  }

  /** A workgroup that says nothing, as {@code primary} of a new account. */
  public static WorkGroup named(String name) {
    return new WorkGroup(name, null, false, null);
  }

  /** This, with a place for results that holds whatever a query says. */
  public WorkGroup writingTo(String location) {
    return new WorkGroup(name, requireNonNull(location, "location"), true, bytesScannedCutoff);
  }

  /** This, with a place for results unless a query names another. */
  public WorkGroup writingByDefaultTo(String location) {
    return new WorkGroup(name, requireNonNull(location, "location"), false, bytesScannedCutoff);
  }

  /** This, with a limit for the bytes that one query may scan. */
  public WorkGroup scanningAtMost(long bytes) {
    return new WorkGroup(name, outputLocation, enforced, bytes);
  }

  /** The workgroup as {@code GetWorkGroup} shows it. */
  JsonObject describe() {
    JsonObject.Builder configuration = JsonObject.builder();
    if (outputLocation != null) {
      configuration.put(
          "ResultConfiguration", JsonObject.of("OutputLocation", Json.of(outputLocation)));
    }
    configuration.put("EnforceWorkGroupConfiguration", enforced);
    if (bytesScannedCutoff != null) {
      configuration.put("BytesScannedCutoffPerQuery", bytesScannedCutoff);
    }
    return JsonObject.builder()
        .put("Name", name)
        .put("State", "ENABLED")
        .put("Configuration", configuration.build())
        .build();
  }
}
