package dev.stepwell.local.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {

  @Test
  void takesLabelsOfRulesAndOfAll() {
    Labels labels =
        Dqdl.labels(
            """
            DefaultLabels=["team"="data", "level"="low"]
            Rules = [
              # labels = ["not"="this"]
              ColumnValues "labels" in ["a", "b"] labels = ["level"="high"],
              (RowCount > 1) and (RowCount < 9),
              CustomSql "select 1 labels = [\\"x\\"=\\"y\\"]" > 0
                labels=["say"="\\"hi\\"","b"="c"]
            ]""");

    assertThat(Dqdl.parse(labels).getRules()).hasSize(3);
    assertThat(labels.of(3))
        .containsExactly(
            Map.of("team", "data", "level", "high"),
            Map.of("team", "data", "level", "low"),
            Map.of("team", "data", "level", "low", "say", "\"hi\"", "b", "c"));
  }

  @Test
  void leavesARulesetWithoutLabelsAsItIs() {
    String text = "x = [\"a\",\"b\"] Rules = [ ColumnValues \"c\" in $x ]\n";

    assertThat(Dqdl.labels(text)).isEqualTo(new Labels(text, Map.of(), Map.of()));
  }

  @Test
  void keepsThePlacesOfErrors() {
    String with = "Rules = [\n  RowCount > 1 labels=[\"a\"=\"b\"],\n  Nope ]";

    assertThat(Dqdl.labels(with).ruleset().lines().toList().get(2)).isEqualTo("  Nope ]");
    assertThatThrownBy(() -> Dqdl.parse(with)).isInstanceOf(InvalidRulesetException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RowCount > 1 labels=[\"a\"]",
        "RowCount > 1 labels=[]",
        "RowCount > 1 labels=[\"a\"=\"b\",]",
        "RowCount > 1 labels=[\"a\"=1]",
        "RowCount > 1 labels=[\"a\"=\"b\"",
        "(RowCount > 1 labels=[\"a\"=\"b\"]) and (RowCount > 2)",
      })
  void leavesMalformedLabelsToTheParserWhichRejectsThem(String rule) {
    assertThatThrownBy(() -> Dqdl.parse("Rules = [ " + rule + " ]"))
        .isInstanceOf(InvalidRulesetException.class);
  }
}
