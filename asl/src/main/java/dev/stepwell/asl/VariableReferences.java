package dev.stepwell.asl;

import dev.stepwell.asl.intrinsic.Argument;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.asl.jsonata.JsonataParser;
import dev.stepwell.asl.jsonata.References;
import dev.stepwell.asl.path.JsonPath;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which variables each state uses, as DescribeStateMachine says. Thread-safe. */
public final class VariableReferences {

  /** Fields in which no expression or path is read, and the graphs inside a state. */
  private static final Set<String> APART =
      Set.of(
          "Type",
          "Comment",
          "QueryLanguage",
          "Resource",
          "Next",
          "Default",
          "Label",
          "Credentials",
          "Retry",
          "ErrorEquals",
          "Result",
          "CSVHeaders",
          "Branches",
          "ItemProcessor",
          "Iterator");

  private static final Set<String> TEMPLATES =
      Set.of("Parameters", "ResultSelector", "ItemSelector", "Assign", "Credentials", "BatchInput");

  private final Set<String> names = new TreeSet<>();

  private VariableReferences() {}

  /**
   * The names of variables by the name of the state that uses them, both without repetition; names
   * in alphabetical order, states in the order of the definition; states that use none are absent.
   */
  public static Map<String, List<String>> of(StateMachine machine) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    graph(machine.graph(), all);
    return Collections.unmodifiableMap(all);
  }

  private static void graph(StateGraph graph, Map<String, List<String>> all) {
    for (State state : graph.states().values()) {
      Set<String> names = in(state);
      if (!names.isEmpty()) {
        all.put(state.name(), List.copyOf(names));
      }
      if (state instanceof ParallelState parallel) {
        parallel.branches().forEach(branch -> graph(branch, all));
      } else if (state instanceof MapState map) {
        graph(map.processor(), all);
      }
    }
  }

  private static Set<String> in(State state) {
    VariableReferences references = new VariableReferences();
    JsonObject written = StateWriter.write(state);
    if (state.header().queryLanguage() == QueryLanguage.JSONATA) {
      references.expressions(written, true);
    } else {
      references.fields(written);
    }
    return references.names;
  }

  private void expressions(Json value, boolean ofLanguage) {
    if (value instanceof JsonString text) {
      expression(text.value());
    } else if (value instanceof JsonObject object) {
      object.forEach(
          (name, member) -> {
            if (!ofLanguage || !APART.contains(name)) {
              boolean payload = !ofLanguage || isPayload(name);
              expressions(member, !payload);
            }
          });
    } else if (value instanceof JsonArray array) {
      array.forEach(element -> expressions(element, ofLanguage));
    }
  }

  /** Whether the field's names are the author's and not the language's. */
  private static boolean isPayload(String field) {
    return TEMPLATES.contains(field)
        || field.equals("Arguments")
        || field.equals("Output")
        || field.equals("Items");
  }

  private void expression(String text) {
    if (text.startsWith("{%") && text.endsWith("%}") && text.length() >= 4) {
      String inside = Placeholders.filled(text.substring(2, text.length() - 2));
      names.addAll(References.of(JsonataParser.parse(inside)).variables());
    }
  }

  private void fields(Json value) {
    if (value instanceof JsonObject object) {
      object.forEach(
          (name, member) -> {
            if (TEMPLATES.contains(name)) {
              template(member);
            } else if (member instanceof JsonString text) {
              if (name.endsWith("Path") || name.equals("Variable")) {
                pathOrCall(text.value());
              }
            } else if (!APART.contains(name)) {
              fields(member);
            }
          });
    } else if (value instanceof JsonArray array) {
      array.forEach(this::fields);
    }
  }

  private void template(Json value) {
    if (value instanceof JsonObject object) {
      object.forEach(
          (name, member) -> {
            if (name.endsWith(".$") && member instanceof JsonString text) {
              pathOrCall(text.value());
            } else {
              template(member);
            }
          });
    } else if (value instanceof JsonArray array) {
      array.forEach(this::template);
    }
  }

  private void pathOrCall(String text) {
    if (Placeholders.in(text)) {
      return;
    }
    if (text.startsWith("$")) {
      path(JsonPath.parse(text));
    } else if (text.startsWith("States.")) {
      argument(Argument.Call.parse(text));
    }
  }

  private void path(JsonPath path) {
    if (path.variable() != null) {
      names.add(path.variable());
    }
  }

  private void argument(Argument argument) {
    if (argument instanceof Argument.Path path) {
      path(path.path());
    } else if (argument instanceof Argument.Call call) {
      call.arguments().forEach(this::argument);
    }
  }
}
