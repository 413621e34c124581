package dev.stepwell.asl.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalTest {

  @ParameterizedTest
  @CsvSource({
    "1.0, 1",
    "1e2, 100",
    "3.30, 3.3",
    "-0, 0",
    "0.0, 0",
    "9223372036854775807, 9223372036854775807",
    "9223372036854775808, 9.223372036854776E18",
    "17, 17",
    "1e400, 1e400",
  })
  void spellsNumbersInOneWay(String written, String canonical) {
    assertThat(Json.parse(written).canonical().text()).isEqualTo(canonical);
  }

  @Test
  void forgetsTheTextThatWasRead() {
    Json read = Json.parse("{ \"a\" : [ 1.0, { \"b\" : \"x\" } ] }");

    assertThat(read.canonical().text()).isEqualTo("{\"a\":[1,{\"b\":\"x\"}]}");
    assertThat(read.text()).isEqualTo("{ \"a\" : [ 1.0, { \"b\" : \"x\" } ] }");
  }

  @Test
  void givesTheValueItselfWhereNothingChanges() {
    JsonObject object = JsonObject.of("a", Json.parse("{\"b\":[1,2.5]}"));
    Json inner = ((JsonObject) Json.parse("{\"a\":{\"b\":[1,2.5]}}")).object("a");

    assertThat(inner.canonical()).isSameAs(inner);
    assertThat(object.canonical()).isEqualTo(object).isSameAs(object.canonical());
  }

  @Test
  void replacesMembersWhereTheyStandInSmallAndLargeObjects() {
    JsonObject.Builder builder = JsonObject.builder();
    IntStream.range(0, 20).forEach(i -> builder.put("k" + i, i).put("k0", -1));

    JsonObject built = builder.put("k15", "late").build();

    assertThat(built.length()).isEqualTo(20);
    assertThat(built.nameAt(0)).isEqualTo("k0");
    assertThat(built.valueAt(0)).isEqualTo(Json.of(-1));
    assertThat(built.valueAt(15)).isEqualTo(Json.of("late"));
    assertThat(builder.has("k19")).isTrue();
    assertThat(builder.has("k20")).isFalse();
  }
}
