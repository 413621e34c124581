package dev.stepwell.dsl;

import java.util.List;

/**
 * The workflows of a project and what they need. Found with {@link java.util.ServiceLoader}: name
 * the class in {@code META-INF/services/dev.stepwell.dsl.Catalogue}; it needs a public constructor
 * without parameters.
 */
public interface Catalogue {

  /** All workflows, in the order in which they are listed. */
  List<Workflow<?>> workflows();

  /** What they need. */
  Resources resources();
}
