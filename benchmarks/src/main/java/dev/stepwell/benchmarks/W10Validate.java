package dev.stepwell.benchmarks;

import dev.stepwell.asl.Diagnostic;
import dev.stepwell.asl.StateMachineValidator;
import java.util.List;

/** Validates one definition, from its text. */
public class W10Validate extends Workload {

  private String definition = "";

  /** Made by JMH. */
  public W10Validate() {}

  @Override
  Figures figures() {
    return new Figures("W10v", 1, "definitions", 0.1, 121);
  }

  @Override
  public void open() {
    definition = WorkloadFiles.read("w10-pipeline.asl.json");
  }

  @Override
  Object run() {
    List<Diagnostic> problems = StateMachineValidator.validate(definition);
    if (problems.stream().anyMatch(each -> each.severity() == Diagnostic.Severity.ERROR)) {
      throw new IllegalStateException("W10v: " + problems);
    }
    return problems;
  }

  @Override
  public void close() {}
}
