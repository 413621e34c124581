package dev.stepwell.dsl.estimate;

import dev.stepwell.dsl.ErrorName;
import dev.stepwell.dsl.Flow;
import dev.stepwell.dsl.Glue;
import dev.stepwell.dsl.Items;
import dev.stepwell.dsl.Obj;
import dev.stepwell.dsl.Redshift;
import dev.stepwell.dsl.Retry;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Flows made by chance, of all kinds of blocks. The same seed makes the same flow. */
final class RandomFlows {

  /** The input: {@code size} decides choices, {@code items} is a list of run time. */
  record Input(int size, List<String> items) {}

  private final Random random;
  private int steps;

  private RandomFlows(long seed) {
    this.random = new Random(seed);
  }

  /** A workflow; {@code straight} ones have no choice, loop, list of run time or handler. */
  static Workflow<Input> workflow(long seed, boolean straight) {
    RandomFlows maker = new RandomFlows(seed);
    return Workflow.named("random", Input.class)
        .defaults(Retry.on(ErrorName.of("Redshift.Flaky")).atMost(2))
        .flow(
            (flow, in) -> {
              if (!straight && maker.random.nextInt(3) == 0) {
                flow.onFailure((then, failure) -> then.run("tell", say()));
              }
              maker.block(flow, in, 2, straight);
            });
  }

  private void block(Flow flow, Obj<Input> in, int depth, boolean straight) {
    int statements = 1 + random.nextInt(3);
    for (int i = 0; i < statements; i++) {
      statement(flow, in, depth, straight);
    }
  }

  private void statement(Flow flow, Obj<Input> in, int depth, boolean straight) {
    String id = "step-" + steps++;
    int kind = random.nextInt(depth == 0 ? 2 : straight ? 4 : 9);
    switch (kind) {
      case 0 -> flow.run(id, say());
      case 1 -> flow.waitFor(id, Duration.ofSeconds(1 + random.nextInt(5)));
      case 2 ->
          flow.parallel(
              id,
              branches -> {
                for (int i = 0; i <= random.nextInt(3); i++) {
                  branches.branch(id + "-" + i, f -> block(f, in, depth - 1, straight));
                }
              });
      case 3 ->
          flow.forEach(id, Items.of(Collections.nCopies(random.nextInt(4), "x")))
              .run((each, item) -> block(each, in, depth - 1, straight));
      case 4 ->
          flow.forEach(id, in.items(Input::items))
              .run((each, item) -> block(each, in, depth - 1, false));
      case 5 ->
          flow.when(
                  id,
                  in.number(Input::size).gt(random.nextInt(5)),
                  f -> block(f, in, depth - 1, false))
              .otherwise(f -> block(f, in, depth - 1, false));
      case 6 ->
          flow.attempt(id, f -> block(f, in, depth - 1, false))
              .recover((f, failure) -> block(f, in, depth - 1, false));
      case 7 ->
          flow.run(
              id,
              Redshift.serverless("dwh", "dev").sql("SELECT 1").timeout(Duration.ofMinutes(10)));
      default -> flow.run(id, Glue.job("job"));
    }
  }

  private static dev.stepwell.dsl.Task<Sns.Published> say() {
    return Sns.publish(Text.of("topic"), "said", Text.of("hello"));
  }
}
