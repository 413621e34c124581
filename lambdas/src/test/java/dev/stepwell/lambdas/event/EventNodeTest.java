package dev.stepwell.lambdas.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EventNodeTest {
  private final EventNode event =
      EventNode.parse("{\"a\":[{\"b\":\"text\"},{\"b\":null}],\"n\":3,\"f\":1.5,\"t\":true}", "");

  @Test
  void readsMembersAndElements() {
    assertThat(event.get("a").items().get(0).get("b").text()).isEqualTo("text");
    assertThat(event.get("a").items().get(1).get("b").optionalText()).isEmpty();
    assertThat(event.get("n").integer()).isEqualTo(3);
    assertThat(event.has("a")).isTrue();
    assertThat(event.has("z")).isFalse();
  }

  @Test
  void namesThePlaceOfWhatIsWrong() {
    assertThatThrownBy(() -> event.get("a").items().get(1).get("b").text())
        .isInstanceOf(InvalidEventException.class)
        .hasMessage("'a[1].b' is missing or null, not a string");
    assertThatThrownBy(() -> event.get("a").get("b"))
        .hasMessage("'a' is an array, not an object with 'b'");
    assertThatThrownBy(() -> event.get("f").integer()).hasMessage("'f' is 1.5, not an integer");
    assertThatThrownBy(() -> event.get("t").items()).hasMessage("'t' is true, not an array");
    assertThatThrownBy(() -> event.text()).hasMessage("the event is an object, not a string");
  }

  @Test
  void refusesIntegersThatDoNotFit() {
    assertThatThrownBy(() -> EventNode.parse("{\"n\":2147483648}", "").get("n").integer())
        .hasMessage("'n' is 2147483648, not an integer");
  }

  @Test
  void refusesAMemberThatIsThereTwice() {
    assertThatThrownBy(() -> EventNode.parse("{\"a\":1,\"a\":2}", "Records[0].body"))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith("'Records[0].body' is not JSON: line 1, column ");
  }
}
