package dev.stepwell.dsl;

import dev.stepwell.asl.Diagnostic;
import dev.stepwell.asl.StateMachineReader;
import dev.stepwell.asl.StateMachineValidator;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.estimate.Analysis;
import dev.stepwell.dsl.model.Draft;
import dev.stepwell.dsl.model.Program;
import dev.stepwell.dsl.passes.AddedWaits;
import dev.stepwell.dsl.passes.CheckCalls;
import dev.stepwell.dsl.passes.CheckProgram;
import dev.stepwell.dsl.passes.CollectDemands;
import dev.stepwell.dsl.passes.CollectGrants;
import dev.stepwell.dsl.passes.DrawGraph;
import dev.stepwell.dsl.passes.Emit;
import dev.stepwell.dsl.passes.Expand;
import dev.stepwell.dsl.passes.FindDeployedNames;
import dev.stepwell.dsl.passes.RouteData;
import dev.stepwell.dsl.passes.Routes;
import dev.stepwell.dsl.passes.TeardownNet;
import dev.stepwell.dsl.plan.Layout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls the passes in their order. */
final class Compiler {

  private Compiler() {}

  static <I extends Record> Compiled compile(
      Program program, List<Trigger<I>> triggers, Budget budget, Runs runs) {
    Program net = TeardownNet.of(program);
    List<CompiledTrigger> lost = List.of(Starts.lost(program.name()));
    return compile(
        program,
        Starts.compiled(triggers, runs),
        budget,
        net == null ? null : compile(net, lost, Budget.none(), null));
  }

  private static Compiled compile(
      Program program, List<CompiledTrigger> triggers, Budget budget, @Nullable Compiled net) {
    List<String> problems = new ArrayList<>(CheckProgram.problems(program));
    problems.addAll(CheckCalls.problems(program));
    if (!problems.isEmpty()) {
      throw new InvalidWorkflowException(problems);
    }
    Routes routes = routes(program);
    Draft.Graph states = Expand.graph(program, routes);
    JsonObject definition = Emit.machine(states, program.timeoutSeconds());
    List<Diagnostic> findings = new ArrayList<>(validate(definition));
    Estimates estimates = estimate(program.name(), definition, budget);
    findings.addAll(AddedWaits.diagnostics(routes));
    findings.addAll(TeardownNet.missed(program));
    findings.addAll(BudgetCheck.warnings(estimates));
    findings.addAll(Starts.warnings(triggers));
    return new Compiled(
        program.name(),
        definition,
        triggers,
        CollectGrants.of(program, definition),
        FindDeployedNames.in(definition),
        estimates,
        DrawGraph.of(program),
        findings,
        CollectDemands.of(program),
        net);
  }

  private static Routes routes(Program program) {
    Routes routes;
    try {
      routes = RouteData.of(program);
    } catch (Layout.TangledException e) {
      throw new InvalidWorkflowException(
          List.of(
              program.place()
                  + ": "
                  + String.join(" and ", e.ids())
                  + " wait for each other: a forEach or child starts as a whole and ends as a whole,"
                  + " so that a task outside of it cannot stand between two tasks inside; put that"
                  + " task into it"));
    }
    List<String> refused = AddedWaits.refused(routes);
    if (!refused.isEmpty()) {
      throw new InvalidWorkflowException(refused);
    }
    return routes;
  }

  /** The validator's warnings; its errors are thrown, because they can only come from raw parts. */
  private static List<Diagnostic> validate(JsonObject definition) {
    List<Diagnostic> findings = StateMachineValidator.validate(definition);
    List<String> errors =
        findings.stream()
            .filter(finding -> finding.severity() == Diagnostic.Severity.ERROR)
            .map(Diagnostic::toString)
            .toList();
    if (!errors.isEmpty()) {
      throw new InvalidWorkflowException(errors);
    }
    return findings;
  }

  /** How much an execution takes, and what of it is beyond the budget. */
  private static Estimates estimate(String workflow, JsonObject definition, Budget budget) {
    Analysis analysis = new Analysis(StateMachineReader.read(definition).graph(), budget.items());
    Estimates estimates =
        new Estimates(
            analysis.execution(),
            analysis.steps(),
            analysis.payload(),
            analysis.splits(),
            analysis.openLists(),
            budget.items(),
            List.of());
    return estimates.exceeding(BudgetCheck.problems(workflow, budget, estimates));
  }
}
