package dev.stepwell.cli;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.cli.output.Ink;
import dev.stepwell.cli.output.Screen;
import dev.stepwell.cli.output.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * History events as aligned lines: number, time since the start, type, and the most telling detail.
 */
final class EventLines {

  /** What tells most about an event, the first that is there. */
  private static final List<String> TELLING =
      List.of("name", "error", "resource", "length", "index", "output", "input");

  private EventLines() {}

  static List<String> of(List<JsonObject> events, Screen screen) {
    Table table = Table.of("rrll", "");
    double start = events.isEmpty() ? 0 : seconds(events.get(0));
    for (JsonObject event : events) {
      String type = String.valueOf(event.string("type"));
      table.row(
          String.valueOf(event.get("id")),
          String.format(Locale.ROOT, "%.3f s", seconds(event) - start),
          marked(type, screen.ink()),
          detail(event));
    }
    return table.lines().stream().map(line -> cut(line, screen)).toList();
  }

  private static String marked(String type, Ink ink) {
    boolean bad = type.endsWith("Failed") || type.endsWith("TimedOut") || type.endsWith("Aborted");
    return bad ? ink.bad(type) : type;
  }

  private static double seconds(JsonObject event) {
    return event.get("timestamp") instanceof JsonNumber time ? Double.parseDouble(time.text()) : 0;
  }

  private static String detail(JsonObject event) {
    List<String> parts = new ArrayList<>();
    event.forEach(
        (member, value) -> {
          if (member.endsWith("EventDetails") && value instanceof JsonObject details) {
            TELLING.stream()
                .flatMap(each -> details.find(each).stream())
                .limit(1)
                .forEach(found -> parts.add(text(found)));
            if (details.has("name")) {
              details.find("index").ifPresent(index -> parts.add("item " + text(index)));
            }
            Stream.of("cause")
                .flatMap(each -> details.find(each).stream())
                .forEach(c -> parts.add(text(c)));
          }
        });
    return String.join("  ", parts).replaceAll("\\s+", " ");
  }

  private static String text(Json value) {
    return value instanceof JsonString string ? string.value() : value.compact();
  }

  private static String cut(String line, Screen screen) {
    return line.length() <= screen.columns()
        ? line
        : line.substring(0, screen.columns() - 3) + "...";
  }
}
