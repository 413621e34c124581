package dev.stepwell.lambdas.fanout;

import dev.stepwell.lambdas.event.JsonOutput;
import dev.stepwell.lambdas.fanout.Delivery.Message;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;

/** Decides what to start for one delivery, starts it, and says which messages failed. */
final class FanOut {
  private final FanOutSettings settings;
  private final ExecutionStarter starter;

  FanOut(FanOutSettings settings, ExecutionStarter starter) {
    this.settings = settings;
    this.starter = starter;
  }

  /**
   * What came of a delivery.
   *
   * @param started executions started by this call
   * @param existing executions that an earlier delivery had started
   * @param superseded events left out because the batch repeats them or has a later one of that key
   * @param ignored objects whose key does not match the pattern
   * @param failed ids of the messages to deliver again
   */
  record Outcome(int started, int existing, int superseded, int ignored, List<String> failed) {}

  /** Runs it; {@code log} gets one line for every failure and every ignored key. */
  Outcome run(Delivery delivery, Consumer<String> log) {
    Map<String, ArrivedObject> latest = latest(delivery);
    var counts = new Counts();
    var failed = new ArrayList<String>();
    var done = new HashSet<String>();
    for (Message message : delivery.messages()) {
      boolean held = delivery.ordered() && !failed.isEmpty();
      if (held || !handle(message, latest, done, counts, log)) {
        failed.add(message.id());
      }
    }
    return new Outcome(
        counts.started, counts.existing, counts.superseded, counts.ignored, List.copyOf(failed));
  }

  private static Map<String, ArrivedObject> latest(Delivery delivery) {
    var latest = new HashMap<String, ArrivedObject>();
    for (Message message : delivery.messages()) {
      for (ArrivedObject object : message.objects()) {
        latest.merge(object.orderedWith(), object, (one, next) -> next.isAfter(one) ? next : one);
      }
    }
    return latest;
  }

  /** Tries every object of the message, also after a failure; starting again is harmless. */
  private boolean handle(
      Message message,
      Map<String, ArrivedObject> latest,
      Set<String> done,
      Counts counts,
      Consumer<String> log) {
    if (message.problem().isPresent()) {
      log.accept("message " + message.id() + " is unreadable: " + message.problem().get());
      return false;
    }
    boolean good = true;
    for (ArrivedObject object : message.objects()) {
      Matcher key = settings.keys().matcher(object.key());
      if (!key.matches()) {
        log.accept(object.uri() + " is ignored: its key does not match " + settings.keys());
        counts.ignored++;
      } else if (!object.equals(latest.get(object.orderedWith()))
          || done.contains(object.orderedWith())) {
        counts.superseded++;
      } else if (start(object, key, counts, log)) {
        done.add(object.orderedWith());
      } else {
        good = false;
      }
    }
    return good;
  }

  private boolean start(ArrivedObject object, Matcher key, Counts counts, Consumer<String> log) {
    var values = new LinkedHashMap<String, String>();
    for (String field : settings.fields()) {
      String value = key.group(field);
      if (value != null) {
        values.put(field, value);
      }
    }
    String name =
        ExecutionName.of(
            settings.stateMachineName(),
            values.isEmpty() ? List.of(object.key()) : values.values(),
            object);
    String input =
        settings.template().map(template -> template.fill(object)).orElseGet(() -> json(values));
    try {
      if (starter.start(settings.stateMachineArn(), name, input)) {
        counts.started++;
      } else {
        counts.existing++;
      }
      return true;
    } catch (RuntimeException failure) {
      log.accept(object.uri() + " could not start " + name + ": " + failure);
      return false;
    }
  }

  /** The same members in the same order every time, as the service compares inputs as text. */
  private static String json(Map<String, String> values) {
    var text = new StringWriter();
    try (var json = JsonOutput.to(text)) {
      json.writeStartObject();
      for (var value : values.entrySet()) {
        json.writeStringField(value.getKey(), value.getValue());
      }
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static final class Counts {
    int started;
    int existing;
    int superseded;
    int ignored;
  }
}
