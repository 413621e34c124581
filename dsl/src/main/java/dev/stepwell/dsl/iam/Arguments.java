package dev.stepwell.dsl.iam;

import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.util.List;
import java.util.Optional;

/** The arguments of a call, of which only what is written out is known. */
final class Arguments {

  private final JsonObject all;

  Arguments(JsonObject all) {
    this.all = all;
  }

  /** Whether there is such an argument, known or not. */
  boolean has(String name) {
    return all.has(name) || all.has(name + ".$");
  }

  /** The text of an argument; empty if it is missing or known at run time only. */
  Optional<String> text(String name) {
    return all.get(name) instanceof JsonString text && !isExpression(text.value())
        ? Optional.of(text.value())
        : Optional.empty();
  }

  /** The text of the first of these arguments that is written out. */
  Optional<String> first(List<String> names) {
    return names.stream().flatMap(name -> text(name).stream()).findFirst();
  }

  /** An argument that is an object; empty if it is none. */
  Arguments object(String name) {
    return new Arguments(all.get(name) instanceof JsonObject object ? object : JsonObject.EMPTY);
  }

  /** The objects of an argument that is a list. */
  List<Arguments> objects(String name) {
    return all.get(name) instanceof JsonArray list
        ? list.stream()
            .filter(JsonObject.class::isInstance)
            .map(each -> new Arguments((JsonObject) each))
            .toList()
        : List.of();
  }

  /** Whether a text is JSONata. */
  static boolean isExpression(String text) {
    return text.startsWith("{%");
  }
}
