package dev.stepwell.dsl.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.airflow.Every;
import dev.stepwell.dsl.airflow.Graph;
import dev.stepwell.dsl.airflow.Reference;
import dev.stepwell.dsl.airflow.Result;
import dev.stepwell.dsl.airflow.State;
import dev.stepwell.engine.StateMachineHandle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriggerRuleProofTest {
  @Test
  void quick() {
    long t0 = System.nanoTime();
    int[] n = {0, 0};
    List<String> bad = new ArrayList<>();
    try (Machine machine = new Machine()) {
      for (int size = 1; size <= 3; size++) {
        int tasks = size;
        Every.graphs(size)
            .forEach(
                graph -> {
                  Compiled c = Rebuilt.workflow(graph).compile();
                  StateMachineHandle m = machine.create(c.asl());
                  Every.outcomes(tasks)
                      .forEach(
                          outcomes -> {
                            List<List<State>> each = outcomes.stream().map(List::of).toList();
                            Result got =
                                Machine.result(
                                    machine.run(m, Rebuilt.input(each, true, 0)), tasks);
                            Result want = Reference.barrier(graph, each);
                            n[0]++;
                            if (!got.equals(want)) {
                              n[1]++;
                              if (bad.size() < 5) bad.add(graph + "\n" + outcomes + "\n got " + got + "\nwant " + want + c.asl());
                            }
                          });
                  machine.delete(m);
                });
      }
    }
    System.out.println(n[0] + " cases " + n[1] + " differ " + (System.nanoTime() - t0) / 1e9);
    assertThat(bad).isEmpty();
  }
}
