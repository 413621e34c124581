package dev.stepwell.local.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlFileTest {

  @Test
  void givesValuesInTheirOrder() {
    YamlMap top = YamlFile.parse("f.yaml", "b: {n: 7, t: 007, on: true}\na: [x, y]\nc:\n");

    assertThat(top.values()).containsOnlyKeys("b", "a", "c");
    assertThat(top.values().keySet()).containsExactly("b", "a", "c");
    YamlMap b = top.get("b").map();
    assertThat(b.get("n").integer(0, 10)).isEqualTo(7);
    assertThat(b.get("t").text()).isEqualTo("007");
    assertThat(b.get("on").flag()).isTrue();
    assertThat(top.get("a").list()).extracting(YamlValue::text).containsExactly("x", "y");
    assertThat(top.get("c").map().values()).isEmpty();
    assertThat(YamlFile.parse("f.yaml", "").values()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a: [1            | f.yaml is no YAML
          - a              | f.yaml:1: the file must be a mapping
          a: {n: eight}    | f.yaml:1: a.n must be a whole number from 1 to 9, but is eight
          a: {n: 10}       | f.yaml:1: a.n must be a whole number from 1 to 9, but is 10
          a: {n: 99999999999} | a.n must be a whole number from 1 to 9, but is 99999999999
          a: {m: 1}        | f.yaml:1: a.m is not known here; known are n, but is 1
          a: {n: 1, n: 2}  | a name in a stands there twice; keep one, but is n
          a: {}            | f.yaml:1: a lacks 'n'; add it
          b: 1             | f.yaml:1: the file lacks 'a'; add it
          a: text          | f.yaml:1: a must be a mapping
          """)
  void tellsFileLineThingAndRule(String text, String message) {
    assertThatThrownBy(
            () -> YamlFile.parse("f.yaml", text).get("a").map().only("n").get("n").integer(1, 9))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining(message);
  }
}
