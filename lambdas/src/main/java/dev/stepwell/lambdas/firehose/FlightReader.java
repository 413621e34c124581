package dev.stepwell.lambdas.firehose;

import dev.stepwell.lambdas.event.EventNode;
import dev.stepwell.lambdas.event.InvalidEventException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a record's text: one flight a line, each line a JSON object or CSV in the order of {@link
 * Flight#FIELDS}. Blank lines and a repeated CSV header are passed over.
 */
final class FlightReader {
  private static final String HEADER = String.join(",", Flight.FIELDS);

  private FlightReader() {}

  static List<Flight> read(String text) throws InvalidFlightException {
    var flights = new ArrayList<Flight>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String content = line.strip();
      if (content.isEmpty() || content.equals(HEADER)) {
        continue;
      }
      try {
        flights.add(Flight.of(content.startsWith("{") ? json(content) : csv(content)));
      } catch (InvalidFlightException | InvalidEventException problem) {
        throw new InvalidFlightException("line " + number + ": " + problem.getMessage());
      }
    }
    return flights;
  }

  private static Map<String, String> json(String line) {
    EventNode object = EventNode.parse(line, "");
    var fields = new LinkedHashMap<String, String>();
    for (String name : Flight.FIELDS) {
      if (object.has(name)) {
        boolean number = name.equals("delay") || name.equals("distance");
        EventNode value = object.get(name);
        fields.put(name, number ? String.valueOf(value.integer()) : value.text());
      }
    }
    return fields;
  }

  private static Map<String, String> csv(String line) throws InvalidFlightException {
    List<String> values = Csv.split(line);
    if (values.size() != Flight.FIELDS.size()) {
      throw new InvalidFlightException(
          values.size() + " fields instead of " + Flight.FIELDS.size() + " (" + HEADER + ")");
    }
    var fields = new LinkedHashMap<String, String>();
    for (int i = 0; i < values.size(); i++) {
      fields.put(Flight.FIELDS.get(i), values.get(i));
    }
    return fields;
  }
}
