package dev.stepwell.asl.validation;

import dev.stepwell.asl.Placeholders;
import dev.stepwell.asl.intrinsic.Argument;
import dev.stepwell.asl.intrinsic.IntrinsicSyntaxException;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.asl.jsonata.JsonataParser;
import dev.stepwell.asl.jsonata.JsonataSyntaxException;
import dev.stepwell.asl.jsonata.References;
import dev.stepwell.asl.path.JsonPath;
import dev.stepwell.asl.path.PathSyntaxException;
import java.util.HashSet;
import java.util.Set;

/**
 * Uses, in the processor of a distributed Map, of variables that are set around the Map: its
 * iterations are executions of their own and do not see them. Texts that cannot be parsed are
 * reported elsewhere.
 */
final class HiddenVariables {

  private final Set<String> hidden;
  private final Findings findings;

  private HiddenVariables(Set<String> hidden, Findings findings) {
    this.hidden = hidden;
    this.findings = findings;
  }

  /**
   * Reports them.
   *
   * @param around the variables of the graphs around the Map
   */
  static void check(JsonObject processor, Set<String> around, Place place, Findings findings) {
    Set<String> hidden = new HashSet<>(around);
    if (!hidden.isEmpty()) {
      new HiddenVariables(hidden, findings).values(processor, place);
    }
  }

  private void values(Json value, Place place) {
    if (value instanceof JsonObject object) {
      if (object.has("States")) {
        hidden.removeAll(AssignCheck.assigned(object.object("States"), object, Set.of()));
      }
      for (int i = 0; i < object.length(); i++) {
        String name = object.nameAt(i);
        Json member = object.valueAt(i);
        Place at = place.member(name);
        if (!(member instanceof JsonString text)) {
          values(member, at);
        } else if (!expression(text.value(), at) && isPath(name)) {
          pathOrCall(text.value(), at);
        }
      }
    } else if (value instanceof JsonArray array) {
      for (int i = 0; i < array.length(); i++) {
        Json element = array.get(i);
        if (element instanceof JsonString text) {
          expression(text.value(), place.element(i));
        } else {
          values(element, place.element(i));
        }
      }
    }
  }

  private static boolean isPath(String field) {
    return field.endsWith(".$") || field.endsWith("Path") || field.equals("Variable");
  }

  private boolean expression(String text, Place place) {
    if (!ExpressionCheck.isExpression(Json.of(text))) {
      return false;
    }
    try {
      String inside = Placeholders.filled(text.substring(2, text.length() - 2));
      References.of(JsonataParser.parse(inside)).variables().forEach(name -> used(name, place));
    } catch (JsonataSyntaxException e) {
      return true;
    }
    return true;
  }

  private void pathOrCall(String text, Place place) {
    try {
      if (text.startsWith("States.")) {
        argument(Argument.Call.parse(text), place);
      } else if (text.startsWith("$") && !Placeholders.in(text)) {
        path(JsonPath.parse(text), place);
      }
    } catch (PathSyntaxException | IntrinsicSyntaxException e) {
      // PathCheck and TemplateCheck say so.
      return;
    }
  }

  private void argument(Argument argument, Place place) {
    if (argument instanceof Argument.Path path) {
      path(path.path(), place);
    } else if (argument instanceof Argument.Call call) {
      call.arguments().forEach(each -> argument(each, place));
    }
  }

  private void path(JsonPath path, Place place) {
    String name = path.variable();
    if (name != null) {
      used(name, place);
    }
  }

  private void used(String name, Place place) {
    if (hidden.contains(name)) {
      findings.schema(
          "Variable '"
              + name
              + "' is set outside the distributed Map and cannot be used in its"
              + " ItemProcessor",
          place,
          "hand it in through ItemSelector or ItemBatcher.BatchInput");
    }
  }
}
