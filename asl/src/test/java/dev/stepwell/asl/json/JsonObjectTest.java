package dev.stepwell.asl.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonObjectTest {

  private final JsonObject object =
      JsonObject.builder().put("b", 1).put("a", "x").put("c", true).build();

  @Test
  void keepsTheOrderOfItsMembers() {
    assertThat(object.names()).containsExactly("b", "a", "c");
    assertThat(object.compact()).isEqualTo("{\"b\":1,\"a\":\"x\",\"c\":true}");
    List<String> met = new ArrayList<>();
    object.forEach((name, value) -> met.add(name + value));
    assertThat(met).containsExactly("b1", "a\"x\"", "ctrue");
    assertThat(object.asMap().keySet()).containsExactly("b", "a", "c");
  }

  @Test
  void equalsWhateverTheOrder() {
    JsonObject other = JsonObject.builder().put("c", true).put("b", 1).put("a", "x").build();

    assertThat(object).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(object).isNotEqualTo(other.with("a", Json.of("y"))).isNotEqualTo(other.without("a"));
  }

  @Test
  void findsMembersInSmallAndLargeObjects() {
    JsonObject.Builder builder = JsonObject.builder();
    for (int i = 0; i < 100; i++) {
      builder.put("m" + i, i);
    }
    JsonObject large = builder.build();

    assertThat(large.get("m77")).isEqualTo(Json.of(77));
    assertThat(large.get("m100")).isNull();
    assertThat(object.get("a")).isEqualTo(Json.of("x"));
    assertThat(object.get("z")).isNull();
    assertThat(object.find("a")).contains(Json.of("x"));
    assertThat(object.has("z")).isFalse();
  }

  @Test
  void readsMembersByType() {
    JsonObject outer =
        JsonObject.of("o", object, "l", JsonArray.of(Json.of(1))).with("s", Json.of("t"));

    assertThat(outer.object("o")).isSameAs(object);
    assertThat(outer.object("s").isEmpty()).isTrue();
    assertThat(outer.array("l").length()).isEqualTo(1);
    assertThat(outer.array("o").length()).isZero();
    assertThat(outer.string("s")).isEqualTo("t");
    assertThat(outer.string("o")).isNull();
  }

  @Test
  void replacesWhereTheMemberStands() {
    assertThat(object.with("a", Json.of(2)).compact()).isEqualTo("{\"b\":1,\"a\":2,\"c\":true}");
    assertThat(object.compact()).contains("\"a\":\"x\"");
    assertThat(object.without("z")).isSameAs(object);
    assertThat(JsonObject.builder().put("a", 1).put("b", 2).put("a", 3).build().compact())
        .isEqualTo("{\"a\":3,\"b\":2}");
    assertThat(JsonObject.builder().putAll(object).putIfPresent("n", (Json) null).build())
        .isEqualTo(object);
  }

  @Test
  void takesOtherValuesUnderTheSameNames() {
    assertThat(object.withValues(Json.of(9), Json.of("y"), Json.of(false)).compact())
        .isEqualTo("{\"b\":9,\"a\":\"y\",\"c\":false}");
    assertThatThrownBy(() -> object.withValues(Json.of(9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there are 3 names but 1 values");
  }

  @Test
  void turnsToJava() {
    assertThat(object.toJava()).isEqualTo(Map.of("b", 1, "a", "x", "c", true));
  }
}
