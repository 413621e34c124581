package dev.stepwell.dsl.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.Flow;
import dev.stepwell.dsl.Obj;
import dev.stepwell.dsl.S3;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Task;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Single calls on the objects of S3. */
class S3Test {

  record Input(String key, List<Part> parts) {}

  record Part(String name, int size) {}

  record State(String day, int rows) {}

  private static final Text LAKE = Text.of("lake");

  private final Services aws = new Services().answer("sns:publish", "{'MessageId': 'm'}");

  private static Workflow<Input> of(BiConsumer<Flow, Obj<Input>> flow) {
    return Workflow.named("objects", Input.class).flow(flow);
  }

  private Execution run(BiConsumer<Flow, Obj<Input>> flow, String input) {
    return aws.run(of(flow), input);
  }

  private static Task<Sns.Published> tell(Text text) {
    return Sns.publish(Text.of("t"), "told", text);
  }

  private String told() {
    return aws.asked("sns:publish").get(0).string("Message");
  }

  private String asked(String action) {
    return aws.asked("aws-sdk:s3:" + action).get(0).compact();
  }

  @Test
  void listingIsSmallUnlessItShallNotBe() {
    aws.answer("aws-sdk:s3:listObjectsV2", "{'KeyCount': 0, 'IsTruncated': false}");

    run(
        (flow, in) -> {
          flow.run("list", S3.list(LAKE, Text.of("a/")));
          flow.run("more", S3.list(LAKE, Text.of("a/"), 1000));
        },
        "{}");

    assertThat(aws.asked("aws-sdk:s3:listObjectsV2"))
        .extracting(JsonObject::compact)
        .containsExactly(
            "{\"Bucket\":\"lake\",\"Prefix\":\"a/\",\"MaxKeys\":500}",
            "{\"Bucket\":\"lake\",\"Prefix\":\"a/\",\"MaxKeys\":1000}");
  }

  @Test
  void listedObjectsAreDeleted() {
    aws.answer(
            "aws-sdk:s3:listObjectsV2",
            "{'KeyCount': 2, 'IsTruncated': false, 'Contents': [{'Key': 'a/1', 'Size': 3, 'ETag':"
                + " 'x'}, {'Key': 'a/2', 'Size': 4}]}")
        .answer("aws-sdk:s3:deleteObjects", "{}");

    Execution run =
        run(
            (flow, in) -> {
              var found = flow.run("list", S3.list(LAKE, Text.of("a/")));
              flow.run("delete", S3.deleteAll(LAKE, found.output().objects().texts(S3.Found::key)));
            },
            "{}");

    assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(asked("deleteObjects"))
        .isEqualTo(
            "{\"Bucket\":\"lake\",\"Delete\":{\"Objects\":[{\"Key\":\"a/1\"},{\"Key\":\"a/2\"}],"
                + "\"Quiet\":true}}");
  }

  @Test
  void objectThatIsNotDeletedFails() {
    aws.answer(
        "aws-sdk:s3:deleteObjects",
        "{'Errors': [{'Key': 'b', 'Code': 'AccessDenied', 'Message': 'Access Denied'}]}");

    Execution run =
        run(
            (flow, in) ->
                flow.run("delete", S3.deleteAll(LAKE, in.items(Input::parts).texts(Part::name))),
            "{'parts': [{'name': 'b'}]}");

    assertThat(run.error()).contains(S3.NOT_DELETED.name());
    assertThat(run.cause()).contains("step 'delete': b AccessDenied: Access Denied");
    assertThat(asked("deleteObjects")).contains("\"Objects\":[{\"Key\":\"b\"}]");
  }

  @Test
  void foldersAreListed() {
    aws.answer(
        "aws-sdk:s3:listObjectsV2",
        "{'KeyCount': 1, 'IsTruncated': true, 'CommonPrefixes': [{'Prefix': 'a/day=1/'}]}");

    run(
        (flow, in) -> {
          var found = flow.run("list", S3.folders(LAKE, Text.of("a/")));
          flow.run(
              "tell", tell(found.output().folders().joined(",").plus(found.output().complete())));
        },
        "{}");

    assertThat(told()).isEqualTo("a/day=1/false");
    assertThat(asked("listObjectsV2")).contains("\"Delimiter\":\"/\"");
  }

  @Test
  void valuesAreWrittenAsJson() {
    aws.answer("aws-sdk:s3:putObject", "{'ETag': 'e'}");

    run(
        (flow, in) -> {
          flow.run("object", S3.putJson(LAKE, Text.of("o"), in));
          flow.run("list", S3.putJson(LAKE, Text.of("l"), in.items(Input::parts)));
          flow.run("text", S3.putJson(LAKE, Text.of("t"), in.text(Input::key)));
          flow.run("plain", S3.put(LAKE, Text.of("p"), in.text(Input::key)));
        },
        "{'key': 'k', 'parts': [{'name': 'a', 'size': 1}]}");

    assertThat(aws.asked("aws-sdk:s3:putObject"))
        .extracting(put -> put.string("Body") + " " + put.string("ContentType"))
        .containsExactly(
            "{\"key\":\"k\",\"parts\":[{\"name\":\"a\",\"size\":1}]} application/json",
            "[{\"name\":\"a\",\"size\":1}] application/json",
            "\"k\" application/json",
            "k text/plain; charset=utf-8");
  }

  @Test
  void sourceOfACopyIsEncodedBetweenTheSlashes() {
    aws.answer("aws-sdk:s3:copyObject", "{'CopyObjectResult': {'ETag': 'e'}}");

    aws.run(
        of((flow, in) -> flow.run("copy", S3.copy(LAKE, in.text(Input::key), LAKE, Text.of("to")))),
        JsonObject.of("key", Json.of("a b/c+d?e/ü.csv")));

    assertThat(aws.asked("aws-sdk:s3:copyObject").get(0).string("CopySource"))
        .isEqualTo("lake/a%20b/c%2Bd%3Fe/%C3%BC.csv");
  }

  @Test
  void objectThatIsNotThereDoesNotExist() {
    aws.fail("aws-sdk:s3:headObject", S3.NO_SUCH_KEY.name(), "no")
        .answer("aws-sdk:s3:headObject", "{'ContentLength': 7, 'ETag': 'e'}");

    run(
        (flow, in) -> {
          var first = flow.run("first", S3.exists(LAKE, in.text(Input::key)));
          var second = flow.run("second", S3.exists(LAKE, in.text(Input::key)));
          flow.run(
              "tell",
              tell(
                  Text.of("")
                      .plus(first.output().exists())
                      .plus(first.output().size())
                      .plus(second.output().exists())
                      .plus(second.output().size())));
        },
        "{'key': 'k'}");

    assertThat(told()).isEqualTo("false0true7");
  }

  @Test
  void objectIsLookedAt() {
    aws.answer(
        "aws-sdk:s3:headObject",
        "{'ContentLength': 7, 'ETag': 'e', 'LastModified': '2001-01-03T00:00:00Z'}");

    run(
        (flow, in) -> {
          var head = flow.run("head", S3.head(LAKE, in.text(Input::key)));
          flow.run("tell", tell(head.output().etag().plus(head.output().lastModified().day())));
        },
        "{'key': 'k'}");

    assertThat(told()).isEqualTo("e2001-01-03");
  }

  @Test
  void objectIsReadAsTextAndAsJson() {
    aws.answer(
        "aws-sdk:s3:getObject",
        "{'Body': '{\\'day\\': \\'2001-01-03\\'}', 'ETag': 'e'}".replace("\\'", "\\\""));

    run(
        (flow, in) -> {
          var text = flow.run("text", S3.get(LAKE, in.text(Input::key)));
          var json = flow.run("json", S3.getJson(LAKE, in.text(Input::key), State.class));
          flow.run(
              "tell", tell(text.output().body().plus(" ").plus(json.output().text(State::day))));
        },
        "{'key': 'k'}");

    assertThat(told()).isEqualTo("{\"day\": \"2001-01-03\"} 2001-01-03");
  }

  @Test
  void roleMayTouchNamedObjectsOnly() {
    assertThat(
            of((flow, in) -> {
                  flow.run("one", S3.delete(LAKE, Text.of("state/last.json")));
                  flow.run("any", S3.delete(LAKE, in.text(Input::key)));
                  flow.run("head", S3.head(Text.deployed("LakeBucket"), Text.of("a")));
                })
                .compile()
                .iam())
        .extracting(
            grant ->
                String.join(",", grant.actions()) + " on " + String.join(",", grant.resources()))
        .containsExactly(
            "s3:DeleteObject on arn:${AWS::Partition}:s3:::lake/state/last.json",
            "s3:DeleteObject on arn:${AWS::Partition}:s3:::lake/*",
            "s3:GetObject on arn:${AWS::Partition}:s3:::${LakeBucket}/a",
            "s3:ListBucket on arn:${AWS::Partition}:s3:::${LakeBucket}");
  }
}
