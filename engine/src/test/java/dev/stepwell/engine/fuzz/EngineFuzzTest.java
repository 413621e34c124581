package dev.stepwell.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever a definition says and whatever it is given, the API answers or refuses, executions end
 * or wait, and histories are whole. {@code -Dstepwell.fuzz=N} plays N rounds each; {@code
 * -Dstepwell.fuzz.seed} begins elsewhere, for instance at a round that failed.
 */
class EngineFuzzTest {

  private static final int ROUNDS = Integer.getInteger("stepwell.fuzz", 300);
  private static final long SEED = Long.getLong("stepwell.fuzz.seed", 20_260_101);
  private static final int ENOUGH = 10;

  @Test
  void staysItselfOnDefinitionsOfItsOwn() {
    play(Seeds.builtIn());
  }

  @ParameterizedTest
  @CsvSource({"stepwell.conformance, conformance", "stepwell.corpus, corpus/asl"})
  void staysItselfOnCollectedDefinitions(String property, String beside) {
    play(Seeds.beside(property, beside));
  }

  private static void play(List<Seeds.Seed> seeds) {
    List<String> problems = new ArrayList<>();
    int run = 0;
    try (Errors errors = Errors.watched()) {
      for (long number = SEED; number < SEED + ROUNDS && problems.size() < ENOUGH; number++) {
        Seeds.Seed seed = seeds.get(new Random(number).nextInt(seeds.size()));
        Round round = new Round(seed, number);
        int logged = errors.texts().size();
        if (round.play() == Round.Outcome.RUN) {
          run++;
        }
        List<String> found = new ArrayList<>(round.problems());
        found.addAll(errors.texts().subList(logged, errors.texts().size()));
        if (!found.isEmpty()) {
          problems.add(
              "round "
                  + number
                  + " of "
                  + seed.name()
                  + ": "
                  + found
                  + "\n  "
                  + round.reproduction());
        }
      }
    }
    assertThat(problems).isEmpty();
    assertThat(run).as("executions among the rounds").isGreaterThan(ROUNDS / 2);
  }
}
