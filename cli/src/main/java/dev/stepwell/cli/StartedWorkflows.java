package dev.stepwell.cli;

import dev.stepwell.dsl.Catalogue;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.Resource;
import dev.stepwell.dsl.Workflow;
import java.util.LinkedHashMap;
import java.util.Map;

/** A workflow and those that it starts, directly or through others. */
final class StartedWorkflows {

  private StartedWorkflows() {}

  /** By name, the workflow itself first. */
  static Map<String, Compiled> of(Workflow<?> workflow, Catalogue catalogue) {
    Map<String, Compiled> found = new LinkedHashMap<>();
    add(workflow, catalogue, found);
    return found;
  }

  private static void add(Workflow<?> workflow, Catalogue catalogue, Map<String, Compiled> found) {
    if (found.containsKey(workflow.name())) {
      return;
    }
    Compiled compiled = workflow.compile();
    found.put(workflow.name(), compiled);
    for (Workflow<?> other : catalogue.workflows()) {
      if (compiled.deployedNames().contains(Resource.camel(other.name()) + "StateMachineArn")) {
        add(other, catalogue, found);
      }
    }
  }
}
