package dev.stepwell.engine.expression;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of a path, behind its root. */
final class PathSteps {

  private final PathStep[] steps;
  private final boolean definite;

  PathSteps(List<PathStep> steps) {
    this.steps = steps.toArray(new PathStep[0]);
    this.definite = steps.stream().allMatch(PathStep::isDefinite);
  }

  boolean isDefinite() {
    return definite;
  }

  boolean isEmpty() {
    return steps.length == 0;
  }

  List<PathStep> asList() {
    return List.of(steps);
  }

  /** What a definite path leads to or null; for others an array of all matches. */
  @Nullable Json find(Json start, Json root) {
    if (definite) {
      Json at = start;
      for (PathStep step : steps) {
        at = step.only(at);
        if (at == null) {
          return null;
        }
      }
      return at;
    }
    List<Json> found = new ArrayList<>();
    collect(start, root, 0, found);
    return JsonArray.of(found);
  }

  private void collect(Json node, Json root, int at, List<Json> found) {
    if (at == steps.length) {
      found.add(node);
    } else {
      steps[at].each(node, root, next -> collect(next, root, at + 1, found));
    }
  }

  /** Why a definite path leads nowhere, in the library's words. */
  String failure(Json start) {
    Json at = start;
    StringBuilder walked = new StringBuilder("$");
    for (int i = 0; i < steps.length; i++) {
      if (steps[i] instanceof PathStep.Index && !(at instanceof JsonArray)) {
        return "Filter: "
            + steps[i]
            + " can only be applied to arrays. Current context is: "
            + at.compact();
      }
      walked.append(steps[i]);
      Json next = steps[i].only(at);
      if (next == null) {
        boolean leaf = i == steps.length - 1;
        return (leaf || !(at instanceof dev.stepwell.asl.json.JsonObject)
                ? "No results for path: "
                : "Missing property in path ")
            + walked;
      }
      at = next;
    }
    throw new IllegalStateException("The path leads to " + at.typeName());
  }

  /** Whether the path fails only because an array is too short for its last step. */
  boolean endsBehindArray(Json start) {
    if (!definite || isEmpty() || !(steps[steps.length - 1] instanceof PathStep.Index)) {
      return false;
    }
    Json at = start;
    for (int i = 0; i < steps.length - 1 && at != null; i++) {
      at = steps[i].only(at);
    }
    return at instanceof JsonArray;
  }
}
