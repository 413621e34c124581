package dev.stepwell.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void alignsColumnsToTheirSides() {
    Table table = Table.of("lrl", "  ").row("day", "rows", "note").row("2001-01-03", "1,024", "");
    assertThat(table.lines()).containsExactly("  day          rows  note", "  2001-01-03  1,024");
  }

  @Test
  void countsMarkedWordsByWhatIsSeen() {
    Table table = Table.of("lr", "").row(Ink.COLORED.bad("failed"), "1").row("succeeded", "2");
    assertThat(table.lines().get(0)).isEqualTo("\u001b[31mfailed\u001b[0m     1");
  }

  @Test
  void leavesOutColumnsInWhichNothingStands() {
    assertThat(Table.of("lll", "").row("a", "", "b").row("c", "", "d").lines())
        .containsExactly("a  b", "c  d");
  }

  @Test
  void refusesMoreCellsThanColumns() {
    assertThatThrownBy(() -> Table.of("l", "").row("a", "b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 cells for 1 columns");
  }

  @Test
  void refusesAnUnknownAlignment() {
    assertThatThrownBy(() -> Table.of("c", "")).hasMessageContaining("not 'c'");
  }
}
