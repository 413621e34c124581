package dev.stepwell.local.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.local.crash.Entry.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditTest {

  private static final String STEP = "waits-1/First#0";

  private static List<Entry> account(String kinds) {
    return kinds.isEmpty()
        ? List.of()
        : List.of(kinds.split(" ")).stream()
            .map(kind -> new Entry(Kind.valueOf(kind), STEP, kind.equals("HEARD") ? "" : "t"))
            .toList();
  }

  private static Audit audit(List<Entry> disturbed) {
    Audit audit = new Audit();
    audit.compareSteps(account("GIVEN END HEARD"), disturbed);
    return audit;
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "GIVEN END HEARD, 0, 0",
        "GIVEN END RESUMED END HEARD, 0, 0",
        "GIVEN RESUMED RESUMED BEGIN RESUMED END, 0, 0",
        "GIVEN, 1, 0",
        "GIVEN BEGIN RESUMED, 1, 0",
        "GIVEN END MISSING, 1, 0",
        "GIVEN END REFUSED, 1, 0",
        "GIVEN END GIVEN, 0, 1",
        "GIVEN BEGIN RESUMED BEGIN END, 0, 1",
        "GIVEN BEGIN END RESUMED END, 0, 1",
        "GIVEN END HEARD RESUMED, 0, 1",
        "GIVEN END HEARD END, 0, 1"
      })
  void countsWhatHappensToOneToken(String kinds, int lost, int doubled) {
    Audit audit = audit(account(kinds));
    assertThat(audit.lost()).hasSize(lost);
    assertThat(audit.doubled()).hasSize(doubled);
  }

  @Test
  void countsAStepUnderTwoTokens() {
    Audit audit =
        audit(List.of(new Entry(Kind.END, STEP, "one"), new Entry(Kind.END, STEP, "two")));
    assertThat(audit.lost()).isEmpty();
    assertThat(audit.doubled()).containsExactly("a second token: " + STEP);
  }

  @Test
  void countsAStepThatNobodyWanted() {
    Audit audit =
        audit(
            List.of(
                new Entry(Kind.END, STEP, "one"),
                new Entry(Kind.END, "waits-1/Second#0", "two"),
                new Entry(Kind.END, "interrupted-2/Retried#1", "three")));
    assertThat(audit.lost()).isEmpty();
    assertThat(audit.doubled())
        .containsExactly(
            "step that nobody wanted: interrupted-2/Retried",
            "step that nobody wanted: waits-1/Second#0");
  }

  @Test
  void forgivesFurtherAttemptsWhereTheDefinitionRetriesInterruptions() {
    Audit audit = new Audit();
    audit.compareSteps(
        List.of(new Entry(Kind.END, "interrupted-2/Retried#0", "one")),
        List.of(
            new Entry(Kind.GIVEN, "interrupted-2/Retried#0", "one"),
            new Entry(Kind.END, "interrupted-2/Retried#1", "two")));
    assertThat(audit.lost()).isEmpty();
    assertThat(audit.doubled()).isEmpty();
  }

  @Test
  void countsEffectsThatAreThereMoreOrLessOften() {
    Audit audit = new Audit();
    audit.compareCounts(
        "rows", Map.of("a", 2, "b", 2, "c", 2), Map.of("a", 2, "b", 1, "c", 4, "d", 1));
    assertThat(audit.lost()).containsExactly("rows b: -1");
    assertThat(audit.doubled()).containsExactly("rows c: 2", "rows d: 1");
  }
}
