package dev.stepwell.engine.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TagOperationsTest {

  private final ApiBench bench = new ApiBench();

  @BeforeEach
  void create() {
    bench.create("m", ApiBench.PASS, "{'publish':true}");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void refusesEmptyKeys() {
    assertThat(
            bench
                .refusal(
                    "TagResource", "{'resourceArn':'" + ApiBench.MACHINE + "','tags':[{'key':''}]}")
                .text())
        .isEqualTo(
            "1 validation error detected: Value '' at 'tags.1.member.key' failed to satisfy"
                + " constraint: Member must have length greater than or equal to 1");
  }

  @Test
  void refusesTheFiftyFirstTag() {
    JsonArray tags =
        IntStream.range(0, 51)
            .mapToObj(i -> JsonObject.of("key", Json.of("k" + i), "value", Json.of("v")))
            .collect(JsonArray.collector());
    JsonObject request = JsonObject.of("resourceArn", Json.of(ApiBench.MACHINE), "tags", tags);

    assertThat(bench.refusal("TagResource", request.compact()).members())
        .isEqualTo(JsonObject.of("resourceName", Json.of(ApiBench.MACHINE)));
  }

  @Test
  void knowsNoTagsOfVersions() {
    String version = ApiBench.MACHINE + ":1";

    ApiException refusal =
        bench.refusal("TagResource", "{'resourceArn':'" + version + "','tags':[]}");

    assertThat(refusal.code()).isEqualTo("ResourceNotFound");
    assertThat(refusal.text()).isEqualTo("Resource not found: '" + version + "'");
  }
}
