package dev.stepwell.local.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.glue.dqdl.model.DQRule;
import software.amazon.glue.dqdl.model.DQRuleLogicalOperator;

class DqdlTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "IsComplete \"a\"",
        "# first\nRowCount > 1",
        "RowCount > avg(last(10)) * 0.6",
        "RowCount between avg(last(10))-10 and avg(last(10))+10",
        "Mean \"a\" between 1 AND 2",
        "ColumnValues \"x\" in [\"a\",\"b\"] with threshold > 0.9",
        "ColumnValues \"x\" in [1,2,NULL] where \"y > 1\" with threshold between 0.5 and 1.0",
        "ColumnValues \"x\" matches \"[A-Z]+\\\\d\"",
        "ColumnValues \"x\" > \"2020-01-01\"",
        "ColumnValues \"x\" > (now() - 3 days)",
        "DataFreshness \"d\" between 2 hours and 3 days",
        "CustomSql \"select count(*) from primary\" > 0",
        "CustomSql \"select a from primary\"",
        "CustomSql \"select a from primary\" with threshold > 0.5",
        "ReferentialIntegrity \"a,b\" \"reference.{c,d}\" = 1.0",
        "IsPrimaryKey \"a\" \"b\"",
        "IsUnique \"a\"",
        "AggregateMatch \"sum(a)\" \"sum(r.a)\" > 0.9",
        "SchemaMatch \"r\" = 1.0",
        "RowCountMatch \"r\" > 0.9",
        "DatasetMatch \"r\" \"a\" = 1.0",
        "DatasetMatch \"r\" \"a\" \"b->c\" = 1.0",
        "ColumnValues \"a\" != NULL",
        "ColumnValues \"a\" in [EMPTY, WHITESPACES_ONLY]",
      })
  void acceptsWhatGlueAccepts(String rule) {
    assertThat(Dqdl.parse("Rules = [ " + rule + " ]").getRules()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RowCount > 1e6",
        "Completeness \"a\" > .5",
        "Completeness \"a\" > 95%",
        "RowCount > 1,",
        "",
        "rowcount > 1",
        "NOT RowCount > 0",
        "IsUnique \"a\" \"b\"",
        "RowCount > 1 labels=[\"a\"]",
        "ReferentialIntegrity \"a\" \"reference.c\"",
        "ColumnValues \"a\"",
        "IsComplete \"a\" and IsComplete \"b\"",
      })
  void rejectsWhatGlueRejects(String rule) {
    assertThatThrownBy(() -> Dqdl.parse("Rules = [ " + rule + " ]"))
        .isInstanceOf(InvalidRulesetException.class);
  }

  @Test
  void takesCarriageReturnsAndACommentAtTheEnd() {
    assertThat(Dqdl.parse("Rules = [\r\n  RowCount > 1\r\n]\r\n# end").getRules()).hasSize(1);
  }

  @Test
  void takesAnalyzersVariablesAndHeaders() {
    assertThat(Dqdl.parse("Analyzers = [ RowCount ]").getAnalyzers()).hasSize(1);
    assertThat(Dqdl.parse("x = [\"a\",\"b\"] Rules = [ ColumnValues \"c\" in $x ]").getRules())
        .hasSize(1);
    assertThat(
            Dqdl.parse(
                    """
                    Metadata = { "Version": "1.0" }
                    DataSources = { "Primary": "p", "AdditionalDataSources": ["r"] }
                    Rules = [ RowCount > 1 ]
                    """)
                .getAdditionalDataSourcesNames())
        .containsExactly("r");
  }

  @Test
  void bindsAndTighterThanOr() {
    DQRule first = rule("(RowCount > 1) or (RowCount > 2) and (RowCount > 3)");
    assertThat(first.getOperator()).isEqualTo(DQRuleLogicalOperator.OR);
    assertThat(first.getNestedRules().get(1).getOperator()).isEqualTo(DQRuleLogicalOperator.AND);
    DQRule second = rule("(RowCount > 1) and (RowCount > 2) or (RowCount > 3)");
    assertThat(second.getOperator()).isEqualTo(DQRuleLogicalOperator.OR);
    assertThat(second.getNestedRules().get(0).getOperator()).isEqualTo(DQRuleLogicalOperator.AND);
  }

  private static DQRule rule(String text) {
    return Dqdl.parse("Rules = [ " + text + " ]").getRules().get(0);
  }
}
