package dev.stepwell.cli;

import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The machines that workflows become. */
final class AwsWorkflows {

  private AwsWorkflows() {}

  /** Those of the named workflows, each with its nets; of all workflows if none is named. */
  static List<Compiled> compiled(Workplace workplace, @Nullable List<String> names) {
    List<Workflow<?>> chosen = new ArrayList<>();
    if (names == null || names.isEmpty()) {
      chosen.addAll(workplace.catalogues().get().workflows());
    } else {
      names.forEach(name -> chosen.add(workplace.workflow(name)));
    }
    List<Compiled> all = new ArrayList<>();
    for (Workflow<?> workflow : chosen) {
      for (Compiled each = workflow.compile(); each != null; each = each.net()) {
        all.add(each);
      }
    }
    return all;
  }
}
