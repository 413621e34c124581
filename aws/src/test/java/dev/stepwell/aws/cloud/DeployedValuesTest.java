package dev.stepwell.aws.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeployedValuesTest {

  private static JsonObject json(String text) {
    return (JsonObject) Json.parse(text);
  }

  @Test
  void readsNamesFromWhatIsDeployed() {
    JsonObject compiled =
        json(
            "{\"a\":[{\"Topic\":\"${AlertsTopicArn}\"}],\"b\":\"s3://${LakeBucket}/x/${LakeBucket}\",\"c\":\"${New}\"}");
    JsonObject deployed =
        json("{\"a\":[{\"Topic\":\"arn:aws:sns:eu-west-1:1:t\"}],\"b\":\"s3://lake-1/x/lake-1\"}");

    Map<String, String> values = DeployedValues.of(compiled, deployed);

    assertThat(values)
        .containsOnly(
            Map.entry("AlertsTopicArn", "arn:aws:sns:eu-west-1:1:t"),
            Map.entry("LakeBucket", "lake-1"));
    assertThatThrownBy(() -> DeployedValues.fill(compiled, values))
        .isInstanceOf(CloudException.class)
        .hasMessageContaining("nothing says what New is on AWS")
        .hasMessageContaining("--set New=VALUE");
    assertThat(
            DeployedValues.fill(
                compiled, Map.of("New", "n$1", "LakeBucket", "l", "AlertsTopicArn", "t")))
        .isEqualTo(json("{\"a\":[{\"Topic\":\"t\"}],\"b\":\"s3://l/x/l\",\"c\":\"n$1\"}"));
  }

  @Test
  void takesNothingFromATextThatHasChanged() {
    assertThat(
            DeployedValues.of(
                json("{\"b\":\"s3://${LakeBucket}/new/\"}"), json("{\"b\":\"s3://lake/old/\"}")))
        .isEmpty();
  }
}
