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
import java.util.List;
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
        clusters:
          provisioned: {database: dw}
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

  @Test
  void messagesGoWhereTheFileSays() throws IOException {
    write(
        """
        buckets: {lake: }
        queues:
          dead:
          work: {visibility: 60, deadLetters: dead, maxReceiveCount: 2}
        topics:
          Orders:
            subscriptions:
              - {to: {queue: work}, filter: {kind: [new]}, raw: true}
        buses: {shop: }
        rules:
          paid:
            bus: shop
            pattern: {source: [shop], detail: {amount: [{numeric: [">", 10]}], paid: [true]}}
            targets:
              - to: {queue: work}
                inputTransformer: {paths: {id: $.detail.id}, template: '{"order": <id>}'}
        tables:
          locks: {partitionKey: {id: S}, sortKey: {at: N}, timeToLive: until}
        streams: {clicks: {shards: 2}}
        deliveryStreams:
          archive: {bucket: lake, prefix: raw/, bufferSeconds: 0, lines: true}
        """);

    try (LocalCloud cloud = builder().open()) {
      TaskCalls calls = TaskCalls.to(cloud.handlers());
      String topic = cloud.account().topicArn("Orders");
      for (String kind : new String[] {"old", "new"}) {
        calls.call(
            "sns:publish",
            "{'TopicArn':'%s','Message':'%s','MessageAttributes':{'kind':{'DataType':'String','StringValue':'%s'}}}"
                .formatted(topic, kind, kind));
      }
      for (String amount : new String[] {"10", "11"}) {
        calls.call(
            "events:putEvents",
            "{'Entries':[{'EventBusName':'shop','Source':'shop','DetailType':'order',"
                + "'Detail':{'id':'%s','amount':%s,'paid':true}}]}".formatted(amount, amount));
      }
      assertThat(received(cloud, calls)).containsExactlyInAnyOrder("new", "{\"order\": \"11\"}");
      calls.call(
          "dynamodb:putItem",
          "{'TableName':'locks','Item':{'id':{'S':'a'},'at':{'N':'1'},'until':{'N':'2'}}}");
      calls.call(
          "aws-sdk:kinesis:putRecord", "{'StreamName':'clicks','Data':'x','PartitionKey':'k'}");
      calls.call(
          "aws-sdk:firehose:putRecord",
          "{'DeliveryStreamName':'archive','Record':{'Data':'line'}}");
    }
  }

  private static List<String> received(LocalCloud cloud, TaskCalls calls) {
    JsonObject answer =
        (JsonObject)
            calls.call(
                "aws-sdk:sqs:receiveMessage",
                "{'QueueUrl':'" + cloud.account().queueUrl("work") + "','MaxNumberOfMessages':10}");
    return answer.array("Messages").stream()
        .map(message -> String.valueOf(((JsonObject) message).string("Body")))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          topics: {t: {subscriptions: [{to: {mail: x}}]}} | topics.t.subscriptions[0].to.mail is not known here; known are queue
          topics: {t: {subscriptions: [{to: {queue: q}, filter: {a: [1]}, bodyFilter: {a: [1]}}]}} | must not have both
          rules: {r: {pattern: {source: x}, targets: [{to: {queue: q}}]}} | rules.r: rule 'r'
          rules: {r: {pattern: x, targets: []}} | rules.r.pattern must be a mapping, but is x
          tables: {locks: {partitionKey: {a: S, b: S}}} | must be one attribute and its type
          queues: {q: {deadLetters: d}}         | queues.q lacks 'maxReceiveCount'; add it
          queues: {q: {delay: 901}}             | queues.q.delay must be a whole number from 0 to 900
          queue: {a: }                          | resources.yaml:1: queue is not known here; known are buckets
          buckets: {a: {dir: x}}                | buckets.a.dir is not known here; known are folder
          crawlers: {c: {targets: [x]}}         | crawlers.c lacks 'database'; add it
          jobs: {j: {script: none.sql}}         | jobs.j.script must name a file
          jobs: {j: {script: s, maxConcurrentRuns: 0}} | maxConcurrentRuns must be a whole number from 1
          crawlers: {c: {database: d, targets: [], update: NEVER}} | crawlers.c.update must be one of UPDATE_IN_DATABASE, LOG, but is NEVER
          workflows: {w: {actions: [{}]}}       | workflows.w.actions[0] must have either 'job' or 'crawler'
          workgroups: {g: {bytesScannedCutoff: 1}} | bytesScannedCutoff must be a whole number from 10000000
          rulesets: {r: {}}                     | rulesets.r must have either 'text' or 'file'
          functions: {f: {handler: H, timeout: 901}} | functions.f.timeout must be a whole number from 1 to 900
          warehouses: {a: {database: x}, b.c: {database: y}} | the warehouse b.c/y cannot be kept in a file of its name
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
          aws-sdk:medialive:startChannel | the services here are athena, dynamodb, eventbridge, events, firehose, glue, kinesis, lambda, redshiftdata, s3, sns, sqs
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
