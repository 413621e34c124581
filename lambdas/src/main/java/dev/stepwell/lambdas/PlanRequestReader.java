package dev.stepwell.lambdas;

import dev.stepwell.lambdas.event.EventNode;
import dev.stepwell.lambdas.event.InvalidEventException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads and checks a {@link PlanRequest}; reports every problem at once. */
final class PlanRequestReader {
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  private PlanRequestReader() {}

  static PlanRequest read(EventNode event) {
    var problems = new ArrayList<String>();
    String bucket = text(event, "bucket", problems);
    if (!bucket.isEmpty() && !BUCKET.matcher(bucket).matches()) {
      problems.add(
          "'bucket' is '"
              + bucket
              + "', which no bucket can be called: 3 to 63 of a-z, 0-9, '.' and '-'");
    }
    String prefix = text(event, "prefix", problems);
    if (prefix.startsWith("/") || prefix.contains("//") || prefix.contains("://")) {
      problems.add(
          "'prefix' is '" + prefix + "'; give the folder inside the bucket, such as 'flights/'");
    }
    LocalDate day = day(text(event, "day", problems), problems);
    if (!problems.isEmpty()) {
      throw InvalidEventException.of("a request to plan partitions", problems);
    }
    return new PlanRequest(bucket, prefix, day);
  }

  private static String text(EventNode event, String name, List<String> problems) {
    try {
      return event.get(name).text();
    } catch (InvalidEventException problem) {
      problems.add(problem.getMessage());
      return "";
    }
  }

  private static LocalDate day(String text, List<String> problems) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException problem) {
      if (!text.isEmpty() || problems.isEmpty()) {
        problems.add("'day' is '" + text + "'; write a date as YYYY-MM-DD");
      }
      return LocalDate.EPOCH;
    }
  }
}
