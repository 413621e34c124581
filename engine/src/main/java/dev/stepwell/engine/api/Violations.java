package dev.stepwell.engine.api;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a request, in AWS's words. */
final class Violations {

  private final List<String> found = new ArrayList<>();

  /**
   * Adds one.
   *
   * @param shown the value in quotes and a space behind, or nothing if it must not be shown
   */
  void add(String shown, String path, String rule) {
    found.add("Value " + shown + "at '" + path + "' failed to satisfy constraint: " + rule);
  }

  void refuse() {
    if (!found.isEmpty()) {
      throw ApiException.validation(
          found.size()
              + (found.size() == 1 ? " validation error" : " validation errors")
              + " detected: "
              + String.join("; ", found));
    }
  }
}
