package dev.stepwell.lambdas;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The day that was asked for has no files. Retrying does not help until somebody delivers them; its
 * class name is the error's name in a state machine.
 */
public final class NoPartitionsException extends RuntimeException {
  private static final int NEAREST = 5;

  private NoPartitionsException(String message) {
    super(message);
  }

  static NoPartitionsException of(PlanRequest request, String prefix, List<LocalDate> present) {
    String place = "s3://" + request.bucket() + "/" + prefix;
    return new NoPartitionsException(
        "no files for day "
            + request.day()
            + " below "
            + place
            + "day="
            + request.day()
            + "/; "
            + describe(present, request.day(), place));
  }

  private static String describe(List<LocalDate> present, LocalDate wanted, String place) {
    if (present.isEmpty()) {
      return "there is no day=YYYY-MM-DD/ folder below "
          + place
          + " at all; check bucket and prefix";
    }
    String nearest =
        present.stream()
            .sorted(
                Comparator.comparingLong(day -> Math.abs(day.toEpochDay() - wanted.toEpochDay())))
            .limit(NEAREST)
            .sorted()
            .map(LocalDate::toString)
            .collect(Collectors.joining(", "));
    return present.size() <= NEAREST
        ? "days present: " + nearest
        : "nearest of the " + present.size() + " days present: " + nearest;
  }
}
