package dev.stepwell.lambdas.firehose;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One flight.
 *
 * @param scheduled departure, local time
 * @param delay minutes, negative when early, at most half a day either way
 * @param distance miles, above 0
 * @param origin airport, three capital letters
 * @param destination airport, three capital letters
 */
record Flight(LocalDateTime scheduled, int delay, int distance, String origin, String destination) {
  static final List<String> FIELDS =
      List.of("scheduled", "delay", "distance", "origin", "destination");

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withResolverStyle(ResolverStyle.STRICT);
  private static final Pattern AIRPORT = Pattern.compile("[A-Z]{3}");
  private static final int MOST_DELAY = 720;

  /** From texts by field name; all of {@link #FIELDS} must be there. */
  static Flight of(Map<String, String> fields) throws InvalidFlightException {
    var problems = new ArrayList<String>();
    LocalDateTime scheduled = time(fields, problems);
    int delay = integer(fields, "delay", problems);
    if (Math.abs((long) delay) > MOST_DELAY) {
      problems.add("delay is " + delay + " minutes, more than " + MOST_DELAY);
    }
    int distance = integer(fields, "distance", problems);
    if (distance <= 0 && fields.containsKey("distance")) {
      problems.add("distance is " + fields.get("distance") + ", not above 0");
    }
    String origin = airport(fields, "origin", problems);
    String destination = airport(fields, "destination", problems);
    if (!problems.isEmpty()) {
      throw new InvalidFlightException(problems);
    }
    return new Flight(scheduled, delay, distance, origin, destination);
  }

  LocalDate day() {
    return scheduled.toLocalDate();
  }

  /** Two digits, as in the path of a partition. */
  String hour() {
    return "%02d".formatted(scheduled.getHour());
  }

  String scheduledText() {
    return MINUTES.format(scheduled);
  }

  private static String field(Map<String, String> fields, String name, List<String> problems) {
    String value = fields.get(name);
    if (value == null) {
      problems.add(name + " is missing");
      return "";
    }
    return value.strip();
  }

  private static LocalDateTime time(Map<String, String> fields, List<String> problems) {
    String text = field(fields, "scheduled", problems);
    try {
      return LocalDateTime.parse(text, MINUTES);
    } catch (DateTimeParseException problem) {
      if (fields.containsKey("scheduled")) {
        problems.add("scheduled is '" + text + "', not YYYY-MM-DD HH:MM");
      }
      return LocalDateTime.MIN;
    }
  }

  private static int integer(Map<String, String> fields, String name, List<String> problems) {
    String text = field(fields, name, problems);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException problem) {
      if (fields.containsKey(name)) {
        problems.add(name + " is '" + text + "', not an integer");
      }
      return 0;
    }
  }

  private static String airport(Map<String, String> fields, String name, List<String> problems) {
    String text = field(fields, name, problems);
    if (!AIRPORT.matcher(text).matches() && fields.containsKey(name)) {
      problems.add(name + " is '" + text + "', not an airport's three letters");
    }
    return text;
  }
}
