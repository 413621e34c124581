package dev.stepwell.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.TaskFailedException;
import dev.stepwell.local.service.TaskCalls;
import dev.stepwell.local.yaml.YamlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceFileTest {

  @TempDir Path folder;

  @Test
  void whatTheFileSaysExists() throws IOException {
    Files.createDirectories(folder.resolve("data/flights"));
    Files.writeString(folder.resolve("data/flights/a.csv"), "id,delay\n1,5\n2,7\n");
    Files.writeString(folder.resolve("rules.dqdl"), "Rules = [ RowCount = 2 ]");
    write(
        """
        buckets:
          landing: {folder: data}
          lake:
        databases: {raw: }
        crawlers:
          flights: {database: raw, targets: ["s3://landing/flights/"], tablePrefix: t_}
        rulesets:
          two: {file: rules.dqdl}
        warehouses:
          analytics: {database: dw}
        functions:
          Plan: {handler: com.acme.Plan, memory: 256, timeout: 30}
        topics:
          Alerts:
        """);

    try (LocalCloud cloud = builder().open()) {
      TaskCalls calls = TaskCalls.to(cloud.handlers());
      calls.call("aws-sdk:glue:startCrawler", "{'Name':'flights'}");
      JsonObject table =
          (JsonObject)
              calls.call("aws-sdk:glue:getTable", "{'DatabaseName':'raw','Name':'t_flights'}");
      assertThat(table.object("Table").string("Name")).isEqualTo("t_flights");
      calls.call(
          "sns:publish", "{'TopicArn':'" + cloud.account().topicArn("Alerts") + "','Message':'m'}");
      assertThat(cloud.published()).hasSize(1);
      assertThat(cloud.store().buckets()).contains("landing", "lake");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          queue: {a: }                          | resources.yaml:1: queue is not known here; known are buckets
          buckets: {a: {dir: x}}                | buckets.a.dir is not known here; known are folder
          crawlers: {c: {targets: [x]}}         | crawlers.c lacks 'database'; add it
          jobs: {j: {script: none.sql}}         | jobs.j.script must name a file
          jobs: {j: {script: s, maxConcurrentRuns: 0}} | maxConcurrentRuns must be a whole number from 1
          rulesets: {r: {}}                     | rulesets.r must have either 'text' or 'file'
          functions: {f: {handler: H, timeout: 901}} | functions.f.timeout must be a whole number from 1 to 900
          warehouses: {a: {database: x}, b: {database: y}} | resources.yaml:1: warehouses.b: a local run has one warehouse
          """)
  void mistakesAreToldWithTheirPlace(String text, String message) throws IOException {
    write(text);

    assertThatThrownBy(this::builder)
        .isInstanceOf(YamlException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aHandlerOfOnesOwnTakesThePlaceOfAService() {
    Json answer = Json.parse("{\"MessageId\": \"mine\"}");

    try (LocalCloud cloud =
        LocalCloud.in(folder).answer("sns:publish", arguments -> answer).open()) {
      assertThat(TaskCalls.to(cloud.handlers()).call("sns:publish", "{'Message':'m'}"))
          .isEqualTo(answer);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          aws-sdk:medialive:startChannel | the services here are glue, lambda, redshiftdata, s3, sns
          aws-sdk:sns:subscribe          | of the service sns there are publish
          glue:startSession.sync         | of the service glue there are startJobRun, startJobRun.sync
          """)
  void anActionThatNothingDoesFailsWithWhatToWrite(String resource, String there) {
    try (LocalCloud cloud = LocalCloud.in(folder).open()) {
      TaskCalls calls = TaskCalls.to(cloud.handlers());

      assertThatThrownBy(() -> calls.call(resource, "{}"))
          .isInstanceOf(TaskFailedException.class)
          .hasMessageContaining("Nothing here does the work of '" + resource + "'")
          .hasMessageContaining(there)
          .hasMessageContaining("LocalCloud.in(folder).handler(\"" + resource + "\", handler)");
    }
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("resources.yaml"), text);
  }

  private LocalCloudBuilder builder() {
    return LocalCloud.in(folder.resolve("state")).resources(folder.resolve("resources.yaml"));
  }
}
