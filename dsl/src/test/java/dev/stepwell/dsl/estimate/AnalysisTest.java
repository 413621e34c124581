package dev.stepwell.dsl.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.StateMachineReader;
import dev.stepwell.dsl.model.Range;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Estimates of definitions as somebody may write them. */
class AnalysisTest {

  private static final String TASK = "{'Type': 'Task', 'Resource': 'arn:aws:states:::%s'%s, %s}";

  private static Analysis of(String states) {
    return of(states, Map.of());
  }

  private static Analysis of(String states, Map<String, Long> lists) {
    String machine = "{'QueryLanguage': 'JSONata', 'StartAt': 'a', 'States': {" + states + "}}";
    return new Analysis(StateMachineReader.read(machine.replace('\'', '"')).graph(), lists);
  }

  private static String task(String service, String more, String end) {
    return TASK.formatted(service, more, end);
  }

  @ParameterizedTest
  @CsvSource({"sns:publish, 7", "glue:startJobRun.sync, 8", "sns:publish.waitForTaskToken, 8"})
  void aTaskThatWaitsIsAlsoSubmitted(String service, long events) {
    assertThat(of("'a': " + task(service, "", "'End': true")).execution().events())
        .isEqualTo(Range.of(events));
  }

  @Test
  void retriesCountInTheWorstOnly() {
    String retry = ", 'Retry': [{'ErrorEquals': ['X'], 'MaxAttempts': 2}, {'ErrorEquals': ['Y']}]";
    Usage usage = of("'a': " + task("sns:publish", retry, "'End': true")).execution();

    assertThat(usage.transitions()).isEqualTo(Range.of(2));
    // Two of one retrier, three by default of the other.
    assertThat(usage.worstTransitions()).hasValue(2 + 2 + 3);
    // Six attempts of three events and one that an expression failed, the state, the execution.
    assertThat(usage.worstEvents()).hasValue(6 * 4 + 2 + 2);
  }

  @Test
  void aChoiceIsTheCheapestToTheDearestWay() {
    Usage usage =
        of("""
            'a': {'Type': 'Choice', 'Default': 'c',
                  'Choices': [{'Condition': '{%% $states.input.x %%}', 'Next': 'b'}]},
            'b': {'Type': 'Pass', 'Next': 'c'},
            'c': {'Type': 'Succeed'}
            """
                .replace("%%", "%"))
            .execution();

    assertThat(usage.events()).isEqualTo(Range.of(6, 8));
    assertThat(usage.transitions()).isEqualTo(Range.of(3, 4));
  }

  @Test
  void aWayThatEndsBadlyDoesNotCountWhenNothingFails() {
    Usage usage =
        of("""
            'a': {'Type': 'Choice', 'Default': 'c',
                  'Choices': [{'Condition': '{% $states.input.x %}', 'Next': 'bad'}]},
            'bad': {'Type': 'Fail', 'Error': 'X'},
            'c': {'Type': 'Succeed'}
            """)
            .execution();

    assertThat(usage.events()).isEqualTo(Range.of(6));
  }

  private static String loop(String begin, String step, String condition) {
    return """
        'a': {'Type': 'Pass', 'Assign': {'n': %s}, 'Next': 'b'},
        'b': {'Type': 'Pass', 'Assign': {'n': %s}, 'Next': 'c'},
        'c': {'Type': 'Choice', 'Default': 'd', 'Choices': [{'Condition': '{%% %s %%}', 'Next': 'b'}]},
        'd': {'Type': 'Succeed'}
        """
        .formatted(value(begin), value(step), condition);
  }

  /** A number as it is, anything else as an expression. */
  private static String value(String text) {
    return text.matches("\\d+") ? text : "'{% " + text + " %}'";
  }

  /** The loop of b and c is gone through so many times at most. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0  | $n + 1 | $n < 5                     | 5",
        "0  | $n + 2 | $n < 5                     | 3",
        "3  | $n + 1 | $n <= 5                    | 3",
        "9  | $n + 1 | $n < 5                     | 1",
        "0  | $n + 1 | $n < 5 and $states.input.x | 5"
      })
  void aCounterBoundsALoop(String begin, String step, String condition, long times) {
    Usage usage = of(loop(begin, step, condition)).execution();

    assertThat(usage.events()).isEqualTo(Range.of(2 + 2 + 4 + 2, 2 + 2 + 4 * times + 2));
    assertThat(usage.worstEvents()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0                   | $n - 1           | $n < 5",
        "0                   | $n + $m          | $n < 5",
        "$random()   | $n + 1           | $n < 5",
        "0                   | $n + 1           | $n > 5",
        "0                   | $n + 1           | $n < 5 or $states.input.x",
        "0                   | 0                        | $n < 5",
        "0                   | $m + 1           | $n < 5"
      })
  void aLoopWithoutACounterIsUnbounded(String begin, String step, String condition) {
    Usage usage = of(loop(begin, step, condition)).execution();

    assertThat(usage.events()).isEqualTo(new Range(10, OptionalLong.empty()));
    assertThat(usage.worstEvents()).isEmpty();
  }

  @Test
  void loopsInLoopsMultiply() {
    Usage usage =
        of("""
            'a': {'Type': 'Pass', 'Assign': {'n': 0}, 'Next': 'b'},
            'b': {'Type': 'Pass', 'Assign': {'n': '{% $n + 1 %}', 'm': 0}, 'Next': 'c'},
            'c': {'Type': 'Pass', 'Assign': {'m': '{% $m + 1 %}'}, 'Next': 'd'},
            'd': {'Type': 'Choice', 'Default': 'e',
                  'Choices': [{'Condition': '{% $m < 3 %}', 'Next': 'c'}]},
            'e': {'Type': 'Choice', 'Default': 'f',
                  'Choices': [{'Condition': '{% $n < 4 %}', 'Next': 'b'}]},
            'f': {'Type': 'Succeed'}
            """)
            .execution();

    // Four times b, three times c and d, and e.
    assertThat(usage.events().most()).hasValue(2 + 2 + 4 * (2 + 3 * 4 + 2) + 2);
  }

  private static String map(String items, String mode) {
    return """
        'a': {'Type': 'Map', 'Items': %s, 'End': true, 'ItemProcessor': {
          'ProcessorConfig': {'Mode': '%s'%s}, 'StartAt': 'b',
          'States': {'b': {'Type': 'Pass', 'End': true}}}}
        """
        .formatted(items, mode, mode.equals("INLINE") ? "" : ", 'ExecutionType': 'STANDARD'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1, '{% $x %}', 3]", "'{% [1, 2, true] %}'"})
  void aMapOfLiteralsIsExact(String items) {
    assertThat(of(map(items, "INLINE")).execution().events()).isEqualTo(Range.of(2 + 4 + 3 * 4));
  }

  @Test
  void aMapOverAListOfRunTimeIsOpenUnlessSomebodySaysHowLong() {
    String open = map("'{% $states.input.items %}'", "INLINE");

    assertThat(of(open).execution().events().most()).isEmpty();
    assertThat(of(open).openLists()).containsExactly("a");
    assertThat(of(open, Map.of("a", 10L)).execution().events()).isEqualTo(Range.of(6, 6 + 10 * 4));
  }

  @Test
  void itemsOfADistributedMapHaveHistoriesOfTheirOwnButArePaidFor() {
    Usage usage = of(map("[1, 2, 3]", "DISTRIBUTED")).execution();

    assertThat(usage.events()).isEqualTo(Range.of(2 + 6));
    assertThat(usage.transitions()).isEqualTo(Range.of(1 + 1 + 3 * 2));
    assertThat(usage.leastDollars()).isEqualByComparingTo("0.0002");
  }

  @Test
  void saysHowManyItemsOfAMapFit() {
    Analysis analysis = of(map("'{% $states.input.items %}'", "INLINE"));

    // 2 for the execution and 6 for what would be a child; an item has 4.
    assertThat(analysis.splits())
        .singleElement()
        .asString()
        .isEqualTo("'a': make it a distributed map; as it stands, up to 6248 items fit");
  }

  @Test
  void itemsOfADistributedMapMustFitTheirOwnHistories() {
    String inner = map("'{% $states.input.items %}'", "INLINE").replace("'a':", "'c':").strip();
    String outer =
        map("[1, 2]", "DISTRIBUTED")
            .replace(
                "{'b': {'Type': 'Pass', 'End': true}}", "{" + inner.replace("'b'", "'d'") + "}")
            .replace("'StartAt': 'b'", "'StartAt': 'c'");

    assertThat(of(outer).execution().events()).isEqualTo(Range.of(8));
    assertThat(of(outer).splits()).singleElement().extracting(Split::step).isEqualTo("c");
  }

  @Test
  void cutsALongRowOfSmallSteps() {
    StringBuilder states = new StringBuilder();
    for (int i = 0; i < 5_010; i++) {
      String name = i == 0 ? "a" : "s" + i;
      String next = "'Next': 's%d'".formatted(i + 1);
      states.append("'%s': %s, ".formatted(name, task("sns:publish", "", next)));
    }
    states.append("'s5010': {'Type': 'Succeed'}");

    // 5 events each: 2 for the execution, 6 for the child, and 4,998 tasks are 24,998.
    assertThat(of(states.toString()).splits())
        .singleElement()
        .isEqualTo(new Split("s4998", Split.Way.CUT, false, OptionalLong.empty()));
  }

  @Test
  void payloadIsWhatTheDefinitionBoundsAndWhatItDoesNot() {
    Payload closed =
        of("'a': {'Type': 'Pass', 'Output': {'n': '{% 1 + 1 %}', 'b': '{% $x = 1 %}'}, 'End': true}")
            .payload();
    Payload open = of("'a': {'Type': 'Pass', 'Output': {'x': '{% $x %}'}, 'End': true}").payload();

    // {"n":?,"b":?} has 11 bytes besides its values.
    assertThat(closed.bytes()).isEqualTo(Range.of(11 + 1 + 4, 11 + 25 + 5));
    assertThat(closed.open()).isEmpty();
    assertThat(open.open()).containsExactly("a.Output");
    assertThat(open.bytes().most()).isEmpty();
  }
}
