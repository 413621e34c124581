package dev.stepwell.dsl.airflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of trigger rules, row by row: upstream states as letters, then what is decided. */
class RuleTest {

  @ParameterizedTest
  @CsvSource({
    "all_success, ss, RUN",
    "all_success, s., WAIT",
    "all_success, sf, UPSTREAM_FAILED",
    "all_success, .u, UPSTREAM_FAILED",
    "all_success, sk, SKIPPED",
    "all_success, .k, SKIPPED",
    "all_success, kf, UPSTREAM_FAILED",
    "all_failed, ff, RUN",
    "all_failed, fu, RUN",
    "all_failed, f., WAIT",
    "all_failed, .s, SKIPPED",
    "all_failed, fk, SKIPPED",
    "all_done, sfku, RUN",
    "all_done, sf., WAIT",
    "all_done, kk, RUN",
    "all_done_min_one_success, sf, RUN",
    "all_done_min_one_success, s., WAIT",
    "all_done_min_one_success, sk, SKIPPED",
    "all_done_min_one_success, .k, SKIPPED",
    "all_done_min_one_success, fu, UPSTREAM_FAILED",
    "all_done_min_one_success, f., WAIT",
    "all_skipped, kk, RUN",
    "all_skipped, k., WAIT",
    "all_skipped, .s, SKIPPED",
    "all_skipped, kf, SKIPPED",
    "all_skipped, ku, SKIPPED",
    "one_success, s., RUN",
    "one_success, f., WAIT",
    "one_success, kk, SKIPPED",
    "one_success, kf, UPSTREAM_FAILED",
    "one_success, uu, UPSTREAM_FAILED",
    "one_failed, f., RUN",
    "one_failed, u., RUN",
    "one_failed, s., WAIT",
    "one_failed, sk, SKIPPED",
    "one_done, s., RUN",
    "one_done, f., RUN",
    "one_done, u., WAIT",
    "one_done, k., WAIT",
    "one_done, ku, SKIPPED",
    "none_failed, sk, RUN",
    "none_failed, kk, RUN",
    "none_failed, s., WAIT",
    "none_failed, .f, UPSTREAM_FAILED",
    "none_failed, su, UPSTREAM_FAILED",
    "none_failed_min_one_success, sk, RUN",
    "none_failed_min_one_success, kk, SKIPPED",
    "none_failed_min_one_success, s., WAIT",
    "none_failed_min_one_success, k., WAIT",
    "none_failed_min_one_success, .f, UPSTREAM_FAILED",
    "none_failed_min_one_success, ku, UPSTREAM_FAILED",
    "none_skipped, sfu, RUN",
    "none_skipped, s., WAIT",
    "none_skipped, .k, SKIPPED",
    "always, .., RUN",
    "always, kf, RUN"
  })
  void decidesAsInTheTable(String rule, String upstream, Rule.Decision expected) {
    assertThat(Rule.valueOf(rule.toUpperCase(Locale.ROOT)).decide(counts(upstream, 0)))
        .isEqualTo(expected);
  }

  /** The first so many upstream instances are setups. */
  @ParameterizedTest
  @CsvSource({
    "1, sf, RUN",
    "1, fs, UPSTREAM_FAILED",
    "1, ks, SKIPPED",
    "2, kf, UPSTREAM_FAILED",
    "2, sk, RUN",
    "2, kk, SKIPPED",
    "1, s., WAIT",
    "1, k., WAIT",
    "0, ff, RUN",
    "0, k., WAIT",
    "1, us, UPSTREAM_FAILED"
  })
  void aTeardownRunsAfterAllIfASetupSucceeded(int setups, String upstream, Rule.Decision expected) {
    assertThat(Rule.ALL_DONE_SETUP_SUCCESS.decide(counts(upstream, setups))).isEqualTo(expected);
  }

  @Test
  void removedInstancesAreSubtractedForAnInstanceOfAMappedTaskOnly() {
    List<State> upstream = List.of(State.SUCCESS, State.REMOVED);

    assertThat(Rule.ALL_SUCCESS.decide(Counts.of(upstream, List.of(), true)))
        .isEqualTo(Rule.Decision.RUN);
    assertThat(Rule.ALL_SUCCESS.decide(Counts.of(upstream, List.of(), false)))
        .isEqualTo(Rule.Decision.WAIT);
    assertThat(Rule.ALL_DONE.decide(Counts.of(upstream, List.of(), false)))
        .isEqualTo(Rule.Decision.RUN);
  }

  @Test
  void everyRuleDecidesOnceAllUpstreamInstancesAreFinished() {
    for (Rule rule : Rule.selectable()) {
      Every.product(Collections.nCopies(3, List.of('s', 'f', 'k', 'u')))
          .forEach(
              letters ->
                  assertThat(rule.decide(counts(text(letters), 0)))
                      .as("%s of %s", rule, letters)
                      .isNotEqualTo(Rule.Decision.WAIT));
    }
  }

  @Test
  void twelveRulesCanBeSelected() {
    assertThat(Rule.selectable()).hasSize(12).doesNotContain(Rule.ALL_DONE_SETUP_SUCCESS);
  }

  private static String text(List<Character> letters) {
    StringBuilder text = new StringBuilder();
    letters.forEach(text::append);
    return text.toString();
  }

  private static Counts counts(String upstream, int setups) {
    List<State> states = upstream.chars().mapToObj(RuleTest::state).toList();
    return Counts.of(states, states.subList(0, setups), false);
  }

  private static State state(int letter) {
    return switch (letter) {
      case 's' -> State.SUCCESS;
      case 'f' -> State.FAILED;
      case 'k' -> State.SKIPPED;
      case 'u' -> State.UPSTREAM_FAILED;
      default -> State.NONE;
    };
  }
}
