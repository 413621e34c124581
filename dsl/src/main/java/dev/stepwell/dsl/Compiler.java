package dev.stepwell.dsl;

import dev.stepwell.asl.Diagnostic;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.model.Draft;
import dev.stepwell.dsl.model.Program;
import dev.stepwell.dsl.passes.CheckProgram;
import dev.stepwell.dsl.passes.CollectGrants;
import dev.stepwell.dsl.passes.DrawGraph;
import dev.stepwell.dsl.passes.Emit;
import dev.stepwell.dsl.passes.Estimate;
import dev.stepwell.dsl.passes.Expand;
import dev.stepwell.dsl.passes.FindDeployedNames;
import dev.stepwell.dsl.passes.RouteData;
import dev.stepwell.dsl.passes.Routes;
import java.util.List;

/** Calls the passes in their order. */
final class Compiler {

  private Compiler() {}

  static <I extends Record> Compiled compile(Program program, List<Trigger<I>> triggers) {
    List<String> problems = CheckProgram.problems(program);
    if (!problems.isEmpty()) {
      throw new InvalidWorkflowException(problems);
    }
    Routes routes = RouteData.of(program);
    Draft.Graph states = Expand.graph(program, routes);
    JsonObject definition = Emit.machine(states, program.timeoutSeconds());
    List<Diagnostic> findings = List.of();
    return new Compiled(
        program.name(),
        definition,
        Starts.compiled(triggers),
        CollectGrants.of(program),
        FindDeployedNames.in(definition),
        new Estimates(Estimate.events(program), Estimate.transitions(program)),
        DrawGraph.of(program),
        findings);
  }
}
