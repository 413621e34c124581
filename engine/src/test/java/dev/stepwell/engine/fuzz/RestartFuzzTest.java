package dev.stepwell.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever a definition says, an execution that is cut off anywhere ends as if nothing had
 * happened. {@code -Dstepwell.restarts=N} plays N rounds each; {@code -Dstepwell.fuzz.seed} begins
 * elsewhere.
 */
class RestartFuzzTest {

  private static final int ROUNDS = Integer.getInteger("stepwell.restarts", 100);
  private static final long SEED = Long.getLong("stepwell.fuzz.seed", 20_260_101);
  private static final int ENOUGH = 5;

  @Test
  void goesOnWithDefinitionsOfItsOwn() throws Exception {
    play(Seeds.builtIn());
  }

  @ParameterizedTest
  @CsvSource({"stepwell.conformance, conformance", "stepwell.corpus, corpus/asl"})
  void goesOnWithCollectedDefinitions(String property, String beside) throws Exception {
    play(Seeds.beside(property, beside));
  }

  private static void play(List<Seeds.Seed> seeds) throws Exception {
    List<String> problems = new ArrayList<>();
    int run = 0;
    for (long number = SEED; number < SEED + ROUNDS && problems.size() < ENOUGH; number++) {
      Seeds.Seed seed = seeds.get(new Random(number).nextInt(seeds.size()));
      RestartRound round = new RestartRound(seed, number);
      String difference = round.difference();
      run += round.isRun() ? 1 : 0;
      if (difference != null) {
        problems.add("round " + number + " of " + seed.name() + ": " + difference);
      }
    }
    assertThat(problems).isEmpty();
    assertThat(run).as("executions among the rounds").isGreaterThan(ROUNDS / 3);
  }
}
