package dev.stepwell.lambdas.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExecutionNameTest {
  private final ArrivedObject object =
      new ArrivedObject("landing", "flights/a.csv", "v1", Optional.of("0A"), "");

  @Test
  void hasOnlyLegalCharactersWhateverTheValues() {
    assertThat(ExecutionName.of("loads", List.of("a b/c:*?<>", "\u00e4\u20ac"), object))
        .matches("loads-a-b-c-[0-9a-f]{32}");
  }

  @Test
  void keepsTheHashWhenTheNameIsCut() {
    String name = ExecutionName.of("m".repeat(80), List.of("2001-01-03"), object);

    assertThat(name).hasSize(80).matches("m{47}-[0-9a-f]{32}");
  }

  @Test
  void differsWithEveryPartOfTheObjectsIdentity() {
    assertThat(
            List.of(
                name("landing", "k", "v1", "0A"),
                name("landed", "k", "v1", "0A"),
                name("landing", "kv", "1", "0A"),
                name("landing", "k", "v2", "0A"),
                name("landing", "k", "v1", "0B")))
        .doesNotHaveDuplicates();
  }

  @Test
  void staysTheSameForever() {
    assertThat(ExecutionName.of("loads", List.of("2001-01-03"), object))
        .isEqualTo("loads-2001-01-03-76b1c5d9be4b8224f81a796d48399396");
  }

  private static String name(String bucket, String key, String version, String sequencer) {
    return ExecutionName.of(
        "m", List.of(), new ArrivedObject(bucket, key, version, Optional.of(sequencer), ""));
  }
}
