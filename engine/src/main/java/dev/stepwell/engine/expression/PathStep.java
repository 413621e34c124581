package dev.stepwell.engine.expression;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One step of a path. The rules are those of the Jayway library, which AWS runs; the few places
 * where they look odd are kept on purpose and said so.
 */
sealed interface PathStep {

  /** Whether the step leads to at most one place. */
  default boolean isDefinite() {
    return false;
  }

  /** Where a definite step leads, or null if nowhere. */
  default @Nullable Json only(Json node) {
    throw new IllegalStateException(this + " leads to many places");
  }

  /** Gives all places to which the step leads; {@code root} is what filters call {@code $}. */
  default void each(Json node, Json root, Consumer<Json> found) {
    Json one = only(node);
    if (one != null) {
      found.accept(one);
    }
  }

  /** A member of an object. */
  record Name(String name) implements PathStep {
    @Override
    public boolean isDefinite() {
      return true;
    }

    @Override
    public @Nullable Json only(Json node) {
      return node instanceof JsonObject object ? object.get(name) : null;
    }

    @Override
    public String toString() {
      return "['" + name + "']";
    }
  }

  /** An element of an array; negative from its end. */
  record Index(int index) implements PathStep {
    @Override
    public boolean isDefinite() {
      return true;
    }

    @Override
    public @Nullable Json only(Json node) {
      if (!(node instanceof JsonArray array)) {
        return null;
      }
      int at = index < 0 ? array.length() + index : index;
      return at >= 0 && at < array.length() ? array.get(at) : null;
    }

    @Override
    public String toString() {
      return "[" + index + "]";
    }
  }

  /** Several members, at the end of a path: one object of those that are there. */
  record Selection(List<String> names) implements PathStep {
    @Override
    public boolean isDefinite() {
      return true;
    }

    @Override
    public @Nullable Json only(Json node) {
      if (!(node instanceof JsonObject object)) {
        return null;
      }
      JsonObject.Builder selected = JsonObject.builder();
      names.forEach(name -> selected.putIfPresent(name, object.get(name)));
      return selected.build();
    }

    @Override
    public String toString() {
      return names.stream()
          .map(name -> "'" + name + "'")
          .collect(Collectors.joining(",", "[", "]"));
    }
  }

  /** Several steps side by side. */
  record Union(List<? extends PathStep> steps) implements PathStep {
    @Override
    public void each(Json node, Json root, Consumer<Json> found) {
      steps.forEach(step -> step.each(node, root, found));
    }
  }

  /** All members or elements. */
  record All() implements PathStep {
    @Override
    public void each(Json node, Json root, Consumer<Json> found) {
      if (node instanceof JsonArray array) {
        array.forEach(found);
      } else if (node instanceof JsonObject object) {
        object.forEach((name, value) -> found.accept(value));
      }
    }

    @Override
    public String toString() {
      return "[*]";
    }
  }

  /** A range of elements; with both ends given, a negative end is not counted from the back. */
  record Slice(@Nullable Integer from, @Nullable Integer to) implements PathStep {
    @Override
    public void each(Json node, Json root, Consumer<Json> found) {
      if (!(node instanceof JsonArray array)) {
        return;
      }
      int length = array.length();
      int first = from == null ? 0 : from;
      int end = to == null ? length : to;
      if (to == null) {
        first = Math.max(0, first < 0 ? length + first : first);
      } else if (from == null && end < 0) {
        end = length + end;
      }
      for (int i = first; i < Math.min(length, end); i++) {
        new Index(i).each(node, root, found);
      }
    }

    @Override
    public String toString() {
      return "[" + (from == null ? "" : from) + ":" + (to == null ? "" : to) + "]";
    }
  }

  /** Elements for which a filter holds; on an object, the object itself. */
  record Matching(Filter filter) implements PathStep {
    @Override
    public void each(Json node, Json root, Consumer<Json> found) {
      if (node instanceof JsonArray array) {
        for (Json element : array) {
          if (filter.holds(element, root)) {
            found.accept(element);
          }
        }
      } else if (node instanceof JsonObject && filter.holds(node, root)) {
        found.accept(node);
      }
    }

    @Override
    public String toString() {
      return "[?]";
    }
  }

  /**
   * A step taken from here and from everything below, parents first. Where steps follow, an array
   * that the step could enter gives all its elements to them, as in the library.
   */
  record Deep(PathStep step, boolean last) implements PathStep {
    @Override
    public void each(Json node, Json root, Consumer<Json> found) {
      if (node instanceof JsonObject object) {
        if (enters(object, root)) {
          step.each(object, root, found);
        }
        object.forEach((name, value) -> each(value, root, found));
      } else if (node instanceof JsonArray array) {
        if (enters(array, root)) {
          if (last) {
            step.each(array, root, found);
          } else {
            array.forEach(found);
          }
        }
        array.forEach(element -> each(element, root, found));
      }
    }

    private boolean enters(Json node, Json root) {
      if (step instanceof Name name) {
        return node instanceof JsonObject object && object.has(name.name());
      }
      if (step instanceof Selection selection) {
        return node instanceof JsonObject object
            && selection.names().stream().allMatch(object::has);
      }
      if (step instanceof Matching matching) {
        return matching.filter().holds(node, root);
      }
      return step instanceof All || node instanceof JsonArray || isUnionOfNames();
    }

    private boolean isUnionOfNames() {
      return step instanceof Union union && union.steps().get(0) instanceof Name;
    }

    @Override
    public String toString() {
      return ".." + step;
    }
  }
}
