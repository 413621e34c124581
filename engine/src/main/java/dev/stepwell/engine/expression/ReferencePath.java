package dev.stepwell.engine.expression;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A path to one place in the input, made of names and indices: {@code ResultPath}. */
public final class ReferencePath {

  private final String text;
  private final List<PathStep> steps;

  private ReferencePath(String text, List<PathStep> steps) {
    this.text = text;
    this.steps = steps;
  }

  /**
   * Compiles a path.
   *
   * @throws IllegalArgumentException if the text is no reference path from {@code $}
   */
  public static ReferencePath parse(String text) {
    Cursor in = new Cursor(text.strip());
    in.expect("$");
    List<PathStep> steps = PathParser.steps(in).asList();
    if (!in.atEnd() || !steps.stream().allMatch(ReferencePath::namesOnePlace)) {
      throw new IllegalArgumentException(
          "'" + text + "' is no reference path; only names and indices may follow $");
    }
    return new ReferencePath(text, steps);
  }

  private static boolean namesOnePlace(PathStep step) {
    return step instanceof PathStep.Name || step instanceof PathStep.Index;
  }

  /**
   * A copy of a value with another one put at this place: an existing member is replaced where it
   * stands, a new one added at the end, and objects on the way there are created. The path {@code
   * $} gives the other value itself.
   *
   * @throws EvaluationException if something on the way is neither object nor array element
   */
  public Json write(Json into, Json value) {
    return write(into, 0, into, value);
  }

  private Json write(@Nullable Json at, int depth, Json whole, Json value) {
    if (depth == steps.size()) {
      return value;
    }
    PathStep step = steps.get(depth);
    if (step instanceof PathStep.Name name) {
      Json parent = at == null ? JsonObject.EMPTY : at;
      if (!(parent instanceof JsonObject object)) {
        throw mismatch(whole);
      }
      return object.with(name.name(), write(object.get(name.name()), depth + 1, whole, value));
    }
    Json old = at == null ? null : step.only(at);
    if (old == null
        || !(at instanceof JsonArray array)
        || !(step instanceof PathStep.Index index)) {
      throw mismatch(whole);
    }
    List<Json> elements = new ArrayList<>(array.asList());
    int place = index.index() < 0 ? array.length() + index.index() : index.index();
    elements.set(place, write(old, depth + 1, whole, value));
    return JsonArray.of(elements);
  }

  private EvaluationException mismatch(Json whole) {
    return EvaluationException.runtime(
        "Unable to apply ReferencePath " + text + " to input " + whole.compact());
  }

  /** The path as it is written. */
  @Override
  public String toString() {
    return text;
  }
}
