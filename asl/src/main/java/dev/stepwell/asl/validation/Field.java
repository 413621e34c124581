package dev.stepwell.asl.validation;

import dev.stepwell.asl.QueryLanguage;
import org.jspecify.annotations.Nullable;

/**
 * A field that an object may have.
 *
 * @param name its name
 * @param only the one language that knows the field; null if both do
 * @param check what its value has to be
 */
record Field(String name, @Nullable QueryLanguage only, ValueCheck check) {

  static Field both(String name, ValueCheck check) {
    return new Field(name, null, check);
  }

  static Field jsonPath(String name, ValueCheck check) {
    return new Field(name, QueryLanguage.JSONPATH, check);
  }

  static Field jsonata(String name, ValueCheck check) {
    return new Field(name, QueryLanguage.JSONATA, check);
  }
}
