package dev.stepwell.asl.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.path.JsonPath.Root;
import dev.stepwell.asl.path.Segment.Child;
import dev.stepwell.asl.path.Segment.Index;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathTest {

  private static List<Segment> segments(String path) {
    return JsonPath.parse(path).segments();
  }

  @Test
  void knowsTheThreeRoots() {
    assertThat(JsonPath.parse("$")).isEqualTo(new JsonPath(Root.DATA, null, List.of()));
    assertThat(JsonPath.parse("$$.Execution.Id"))
        .isEqualTo(
            new JsonPath(Root.CONTEXT, null, List.of(new Child("Execution"), new Child("Id"))));
    assertThat(JsonPath.parse("$count_1[0]"))
        .isEqualTo(new JsonPath(Root.VARIABLE, "count_1", List.of(new Index(0))));
    assertThat(JsonPath.parse("$_x").variable()).isEqualTo("_x");
  }

  @Test
  void readsEverySegment() {
    assertThat(segments("$.a['b c'][\"d\"]"))
        .containsExactly(new Child("a"), new Child("b c"), new Child("d"));
    assertThat(segments("$['it\\'s']")).containsExactly(new Child("it's"));
    assertThat(segments("$[0][-1]")).containsExactly(new Index(0), new Index(-1));
    assertThat(segments("$['a','b'][0, 2]"))
        .containsExactly(
            new Segment.Children(List.of("a", "b")), new Segment.Indices(List.of(0, 2)));
    assertThat(segments("$[1:3][:2][-1:]"))
        .containsExactly(
            new Segment.Slice(1, 3), new Segment.Slice(null, 2), new Segment.Slice(-1, null));
    assertThat(segments("$.*[*]")).containsExactly(new Segment.Wildcard(), new Segment.Wildcard());
    assertThat(segments("$..a")).containsExactly(new Segment.Descendants(), new Child("a"));
    assertThat(segments("$.a[?(@.b == ')' && @.c > (1))].d"))
        .containsExactly(
            new Child("a"), new Segment.Filter("@.b == ')' && @.c > (1)"), new Child("d"));
    assertThat(segments("$.a.length()"))
        .containsExactly(new Child("a"), new Segment.Call("length", ""));
  }

  @Test
  void bearsWhatTheLibraryBears() {
    assertThat(segments("$.[0]")).containsExactly(new Index(0));
    assertThat(segments("$.a-b.c ")).containsExactly(new Child("a-b"), new Child("c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        ".a",
        "bug$.a",
        "$.",
        "$..",
        "$.a b",
        "$a b",
        "$[",
        "$[]",
        "$['a",
        "$['a'",
        "$[1",
        "$[1,]",
        "$[?x]",
        "$[?(@.a]",
        "$[99999999999]",
        "$$$",
        "$-a"
      })
  void refusesWhatIsNoPath(String text) {
    assertThatThrownBy(() -> JsonPath.parse(text))
        .isInstanceOf(PathSyntaxException.class)
        .hasMessageContaining("is no path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"$", "$.a.b", "$['a b'][0]", "$$.Task.Token", "$v.x"})
  void tellsReferencesToOneNode(String text) {
    assertThat(JsonPath.parse(text).isReference()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"$..a", "$.*", "$[1:2]", "$[0,1]", "$['a','b']", "$.a[?(@.b)]"})
  void tellsReferencesToManyNodes(String text) {
    assertThat(JsonPath.parse(text).isReference()).isFalse();
  }
}
