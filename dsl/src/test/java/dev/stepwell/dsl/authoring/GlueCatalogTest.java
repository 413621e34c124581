package dev.stepwell.dsl.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.ErrorName;
import dev.stepwell.dsl.Flow;
import dev.stepwell.dsl.Glue;
import dev.stepwell.dsl.GluePartition;
import dev.stepwell.dsl.GlueTable;
import dev.stepwell.dsl.GlueTableInput;
import dev.stepwell.dsl.Num;
import dev.stepwell.dsl.Obj;
import dev.stepwell.dsl.Retry;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.dsl.model.Range;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables and partitions in the Glue catalog. */
class GlueCatalogTest {

  record Input(String day, List<Part> parts) {}

  record Part(String hour) {}

  private static final String GET = "aws-sdk:glue:getTable";
  private static final String CREATE = "aws-sdk:glue:batchCreatePartition";
  private static final GlueTable FLIGHTS = Glue.table("lake", "flights");

  private final Services aws = new Services();

  private static Workflow<Input> of(BiConsumer<Flow, Obj<Input>> flow) {
    return Workflow.named("catalog", Input.class).flow(flow);
  }

  private static GlueTableInput description() {
    return FLIGHTS
        .describe()
        .column("origin", "string")
        .column("delay", "decimal(10,2)")
        .partitionedBy("day", "string")
        .partitionedBy("hour", "string")
        .at(Text.of("s3://lake/flights/"))
        .format(GlueTableInput.Format.PARQUET);
  }

  /** Creates a partition for every part, and tells how many. */
  private static Workflow<Input> partitions() {
    return of(
        (flow, in) -> {
          var created =
              flow.run(
                  "add",
                  FLIGHTS.createPartitions(
                      in.items(Input::parts),
                      part -> GluePartition.of(in.text(Input::day), part.text(Part::hour))));
          flow.run(
              "tell",
              Sns.publish(
                  Text.of("topic"),
                  "created",
                  created.output().created().text().plus("+").plus(created.output().existing())));
        });
  }

  private Execution run(Workflow<Input> workflow, int parts) {
    String list =
        IntStream.range(0, parts)
            .mapToObj(hour -> "{'hour': '" + hour + "'}")
            .collect(Collectors.joining(",", "[", "]"));
    return aws.answer("sns:publish", "{'MessageId': 'm'}")
        .run(workflow, "{'day': '2001-01-03', 'parts': " + list + "}");
  }

  private void table(int columns) {
    String list =
        IntStream.range(0, columns)
            .mapToObj(number -> "{'Name': 'column_" + number + "', 'Type': 'string'}")
            .collect(Collectors.joining(",", "[", "]"));
    aws.answer(
        GET,
        "{'Table': {'Name': 'flights', 'PartitionKeys': [{'Name': 'day'}, {'Name': 'hour'}],"
            + " 'StorageDescriptor': {'Location': 's3://lake/flights/', 'Columns': "
            + list
            + "}}}");
  }

  private List<Integer> sizes() {
    return aws.asked(CREATE).stream()
        .map(request -> ((JsonArray) request.get("PartitionInputList")).length())
        .toList();
  }

  private String told() {
    return aws.asked("sns:publish").get(0).string("Message");
  }

  @Test
  void partitionsAreCreatedInChunksOfAHundred() {
    table(2);
    aws.answer(CREATE, "{}");

    assertThat(run(partitions(), 250).status()).isEqualTo(ExecutionStatus.SUCCEEDED);

    assertThat(sizes()).containsExactly(100, 100, 50);
    assertThat(told()).isEqualTo("250+0");
    assertThat(
            aws.asked(CREATE).stream()
                .flatMap(request -> ((JsonArray) request.get("PartitionInputList")).stream())
                .map(each -> ((JsonObject) each).get("Values").compact()))
        .hasSize(250)
        .doesNotHaveDuplicates()
        .startsWith("[\"2001-01-03\",\"0\"]");
  }

  @Test
  void chunksOfATableWithManyColumnsAreSmaller() {
    table(100);
    aws.answer(CREATE, "{}");

    assertThat(run(partitions(), 60).status()).isEqualTo(ExecutionStatus.SUCCEEDED);

    assertThat(sizes()).hasSizeGreaterThan(1).allMatch(size -> size >= 1 && size < 60);
    assertThat(sizes().stream().mapToInt(Integer::intValue).sum()).isEqualTo(60);
    assertThat(aws.asked(CREATE)).allMatch(request -> request.size() < 262_144);
  }

  @Test
  void onePartitionIsAListOfOne() {
    table(1);
    aws.answer(CREATE, "{}");

    run(partitions(), 1);

    assertThat(aws.asked(CREATE).get(0).pretty())
        .isEqualTo(
            """
            {
              "DatabaseName": "lake",
              "TableName": "flights",
              "PartitionInputList": [
                {
                  "Values": [
                    "2001-01-03",
                    "0"
                  ],
                  "StorageDescriptor": {
                    "Location": "s3://lake/flights/day=2001-01-03/hour=0/",
                    "Columns": [
                      {
                        "Name": "column_0",
                        "Type": "string"
                      }
                    ]
                  }
                }
              ]
            }
            """);
  }

  @Test
  void noPartitionIsNoRequest() {
    table(1);

    assertThat(run(partitions(), 0).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked(CREATE)).isEmpty();
    assertThat(told()).isEqualTo("0+0");
  }

  @Test
  void partitionsThatAreThereAreNoFailure() {
    table(1);
    aws.answer(
        CREATE,
        "{'Errors': [{'PartitionValues': ['2001-01-03', '1'], 'ErrorDetail': {'ErrorCode':"
            + " 'AlreadyExistsException', 'ErrorMessage': 'Partition already exists.'}}]}",
        "{'Errors': []}");

    assertThat(run(partitions(), 150).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(told()).isEqualTo("149+1");
  }

  @Test
  void anyOtherErrorOfAPartitionFailsAndIsTold() {
    table(1);
    aws.answer(
        CREATE,
        "{'Errors': [{'PartitionValues': ['2001-01-03', '0'], 'ErrorDetail': {'ErrorCode':"
            + " 'AlreadyExistsException', 'ErrorMessage': 'exists'}}, {'PartitionValues':"
            + " ['2001-01-03', '1'], 'ErrorDetail': {'ErrorCode': 'InvalidInputException',"
            + " 'ErrorMessage': 'too long'}}]}");

    Execution run = run(partitions(), 150);

    assertThat(run.error()).contains(Glue.PARTITIONS_REFUSED.name());
    assertThat(run.cause()).contains("step 'add': 2001-01-03/1 InvalidInputException: too long");
    assertThat(aws.asked(CREATE)).hasSize(1);
  }

  @Test
  void listThatNeedsTooManyRequestsFails() {
    table(4_000);
    aws.answer(CREATE, "{}");

    Execution run = run(partitions(), 201);

    assertThat(run.error()).contains(Glue.PARTITIONS_REFUSED.name());
    assertThat(run.cause()).contains("step 'add': has more than 200 chunks; divide its list");
    assertThat(sizes()).hasSize(200).containsOnly(1);
  }

  @Test
  void folderOfAPartitionIsEscapedAsHiveDoes() {
    table(1);
    aws.answer(CREATE, "{}");
    Workflow<Input> workflow =
        of(
            (flow, in) ->
                flow.run(
                    "add",
                    FLIGHTS.createPartition(
                        GluePartition.of(in.text(Input::day), Text.of("San José 100% *'[a]")))));

    aws.run(workflow, "{'day': '2001-01-03 10:30/x', 'parts': []}");

    JsonObject first =
        (JsonObject) ((JsonArray) aws.asked(CREATE).get(0).get("PartitionInputList")).get(0);
    assertThat(first.get("Values").compact())
        .isEqualTo("[\"2001-01-03 10:30/x\",\"San José 100% *'[a]\"]");
    assertThat(first.object("StorageDescriptor").string("Location"))
        .isEqualTo(
            "s3://lake/flights/day=2001-01-03 10%3A30%2Fx/hour=San José 100%25 %2A%27%5Ba%5D/");
  }

  @Test
  void partitionCanLieAnywhere() {
    table(1);
    aws.answer(CREATE, "{}");
    Workflow<Input> workflow =
        of(
            (flow, in) ->
                flow.run(
                    "add",
                    FLIGHTS.createPartition(
                        GluePartition.of(in.text(Input::day), Num.of(8))
                            .at(Text.of("s3://other/").plus(in.text(Input::day)).plus("/")))));

    aws.run(workflow, "{'day': '2001-01-03', 'parts': []}");

    JsonObject first =
        (JsonObject) ((JsonArray) aws.asked(CREATE).get(0).get("PartitionInputList")).get(0);
    assertThat(first.get("Values").compact()).isEqualTo("[\"2001-01-03\",\"8\"]");
    assertThat(first.object("StorageDescriptor").string("Location"))
        .isEqualTo("s3://other/2001-01-03/");
  }

  @Test
  void failureOfARequestGoesToTheHandler() {
    table(1);
    aws.fail(CREATE, "Glue.EntityNotFoundException", "no table")
        .answer("sns:publish", "{'MessageId': 'm'}");
    Workflow<Input> workflow =
        of(
            (flow, in) -> {
              flow.onFailure(
                  (then, failure) ->
                      then.run("tell", Sns.publish(Text.of("t"), "failed", failure.error())));
              flow.run("add", FLIGHTS.createPartition(GluePartition.of(Text.of("a"))));
            });

    aws.run(workflow, "{'day': 'x', 'parts': []}");

    assertThat(told()).isEqualTo(Glue.NOT_FOUND.name());
  }

  @Test
  void requestsAreBoundedInTheEstimate() {
    // 2 for the execution; look 5, check 2, per chunk 7, the end 2; tell 5.
    assertThat(partitions().compile().estimates().events())
        .isEqualTo(Range.of(2 + 5 + 2 + 5, 2 + 5 + 2 + 200 * 7 + 5));
  }

  @Test
  void roleMayDoWhatPartitionsNeedOnThisTableOnly() {
    String glue = "arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:";
    assertThat(partitions().compile().iam().get(0).permission().actions())
        .containsExactly("glue:GetTable", "glue:GetPartition", "glue:BatchCreatePartition");
    assertThat(partitions().compile().iam().get(0).permission().resources())
        .containsExactly(glue + "catalog", glue + "database/lake", glue + "table/lake/flights");
  }

  @Test
  void tableIsDescribedAsGlueWantsIt() {
    aws.answer("aws-sdk:glue:createTable", "{}");

    aws.run(of((flow, in) -> flow.run("create", description().create())), "{}");

    assertThat(aws.asked("aws-sdk:glue:createTable").get(0).pretty())
        .isEqualTo(
            """
            {
              "DatabaseName": "lake",
              "TableInput": {
                "Name": "flights",
                "TableType": "EXTERNAL_TABLE",
                "PartitionKeys": [
                  {
                    "Name": "day",
                    "Type": "string"
                  },
                  {
                    "Name": "hour",
                    "Type": "string"
                  }
                ],
                "Parameters": {
                  "EXTERNAL": "TRUE",
                  "classification": "parquet"
                },
                "StorageDescriptor": {
                  "Columns": [
                    {
                      "Name": "origin",
                      "Type": "string"
                    },
                    {
                      "Name": "delay",
                      "Type": "decimal(10,2)"
                    }
                  ],
                  "Location": "s3://lake/flights/",
                  "InputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
                  "OutputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
                  "SerdeInfo": {
                    "SerializationLibrary": "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
                    "Parameters": {
                      "serialization.format": "1"
                    }
                  }
                }
              }
            }
            """);
  }

  @Test
  void headerOfCsvFilesIsSkipped() {
    aws.answer("aws-sdk:glue:createTable", "{}");

    aws.run(
        of(
            (flow, in) ->
                flow.run(
                    "create",
                    description()
                        .format(GlueTableInput.Format.CSV_WITH_HEADER)
                        .parameter("projection.enabled", "true")
                        .create())),
        "{}");

    JsonObject input = aws.asked("aws-sdk:glue:createTable").get(0).object("TableInput");
    assertThat(input.object("Parameters").compact())
        .isEqualTo(
            "{\"EXTERNAL\":\"TRUE\",\"classification\":\"csv\",\"skip.header.line.count\":\"1\","
                + "\"projection.enabled\":\"true\"}");
    assertThat(input.object("StorageDescriptor").object("SerdeInfo").compact())
        .isEqualTo(
            "{\"SerializationLibrary\":\"org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe\","
                + "\"Parameters\":{\"field.delim\":\",\"}}");
  }

  private Workflow<Input> writing(dev.stepwell.dsl.Task<Glue.Written> task) {
    aws.answer("sns:publish", "{'MessageId': 'm'}");
    return of(
        (flow, in) -> {
          var written = flow.run("write", task);
          flow.run(
              "tell",
              Sns.publish(
                  Text.of("t"), "written", Text.of("new: ").plus(written.output().created())));
        });
  }

  @Test
  void tableThatIsNewIsCreated() {
    aws.answer("aws-sdk:glue:createTable", "{}");

    aws.run(writing(description().createOrUpdate()), "{}");

    assertThat(told()).isEqualTo("new: true");
    assertThat(aws.asked("aws-sdk:glue:updateTable")).isEmpty();
  }

  @Test
  void tableThatIsThereIsUpdated() {
    aws.fail("aws-sdk:glue:createTable", Glue.ALREADY_EXISTS.name(), "exists")
        .answer("aws-sdk:glue:updateTable", "{}");

    aws.run(writing(description().createOrUpdate()), "{}");

    assertThat(told()).isEqualTo("new: false");
    JsonObject created = aws.asked("aws-sdk:glue:createTable").get(0);
    assertThat(aws.asked("aws-sdk:glue:updateTable"))
        .containsExactly(created.with("SkipArchive", Json.of(true)));
  }

  @Test
  void retryOfEverythingDoesNotCreateATableAgainThatIsThere() {
    aws.fail("aws-sdk:glue:createTable", Glue.ALREADY_EXISTS.name(), "exists")
        .answer("aws-sdk:glue:updateTable", "{}");

    aws.run(writing(description().createOrUpdate().retry(Retry.on(ErrorName.ALL))), "{}");

    assertThat(aws.asked("aws-sdk:glue:createTable")).hasSize(1);
    assertThat(told()).isEqualTo("new: false");
  }

  @Test
  void tableThatIsThereCanStay() {
    aws.fail("aws-sdk:glue:createTable", Glue.ALREADY_EXISTS.name(), "exists");

    assertThat(aws.run(writing(description().createIfAbsent()), "{}").status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(told()).isEqualTo("new: false");
  }

  @Test
  void tableThatMustBeNewFailsIfItIsThere() {
    aws.fail("aws-sdk:glue:createTable", Glue.ALREADY_EXISTS.name(), "exists");

    assertThat(aws.run(writing(description().create()), "{}").error())
        .contains(Glue.ALREADY_EXISTS.name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Glue.InternalServiceException", "Glue.OperationTimeoutException"})
  void creationThatMayHaveHappenedIsNotRepeated(String error) {
    aws.fail("aws-sdk:glue:createTable", error, "who knows")
        .answer("aws-sdk:glue:createTable", "{}");

    assertThat(aws.run(writing(description().create()), "{}").error()).contains(error);
    assertThat(aws.asked("aws-sdk:glue:createTable")).hasSize(1);
  }

  @Test
  void databaseThatIsThereIsNoFailure() {
    aws.fail("aws-sdk:glue:createDatabase", Glue.ALREADY_EXISTS.name(), "exists");

    aws.run(writing(Glue.database("lake").createIfAbsent()), "{}");

    assertThat(told()).isEqualTo("new: false");
    assertThat(aws.asked("aws-sdk:glue:createDatabase").get(0).compact())
        .isEqualTo("{\"DatabaseInput\":{\"Name\":\"lake\"}}");
  }

  @Test
  void deletingWhatIsNotThereIsNoFailure() {
    aws.fail("aws-sdk:glue:deleteTable", Glue.NOT_FOUND.name(), "no table")
        .fail("aws-sdk:glue:deletePartition", Glue.NOT_FOUND.name(), "no partition");

    Execution run =
        aws.run(
            of(
                (flow, in) -> {
                  flow.run("partition", FLIGHTS.deletePartition(in.text(Input::day), Num.of(8)));
                  flow.run("table", FLIGHTS.deleteIfExists());
                }),
            "{'day': '2001-01-03'}");

    assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(aws.asked("aws-sdk:glue:deletePartition").get(0).compact())
        .isEqualTo(
            "{\"DatabaseName\":\"lake\",\"TableName\":\"flights\",\"PartitionValues\":"
                + "[\"2001-01-03\",\"8\"]}");
  }

  @Test
  void partitionsThatAPredicateSelectsAreListed() {
    aws.answer(
            "aws-sdk:glue:getPartitions",
            "{'Partitions': [{'Values': ['2001-01-03'], 'StorageDescriptor': {'Location':"
                + " 's3://lake/a/', 'InputFormat': 'x'}}], 'NextToken': 'more'}")
        .answer("sns:publish", "{'MessageId': 'm'}");

    aws.run(
        of(
            (flow, in) -> {
              var found =
                  flow.run("list", FLIGHTS.partition("day", in.text(Input::day)).partitions(10));
              flow.run(
                  "tell",
                  Sns.publish(
                      Text.of("t"),
                      "found",
                      found
                          .output()
                          .partitions()
                          .texts(Glue.Partition::location)
                          .joined(",")
                          .plus(" ")
                          .plus(found.output().count())
                          .plus(" ")
                          .plus(found.output().complete())));
            }),
        "{'day': \"2001-01-03\"}");

    assertThat(told()).isEqualTo("s3://lake/a/ 1 false");
    assertThat(aws.asked("aws-sdk:glue:getPartitions").get(0).compact())
        .isEqualTo(
            "{\"DatabaseName\":\"lake\",\"TableName\":\"flights\",\"Expression\":"
                + "\"day = '2001-01-03'\",\"ExcludeColumnSchema\":true,\"MaxResults\":10}");
  }

  @Test
  void partitionIsWaitedFor() {
    aws.fail("aws-sdk:glue:getPartition", Glue.NOT_FOUND.name(), "no partition")
        .fail("aws-sdk:glue:getPartition", Glue.NOT_FOUND.name(), "no partition")
        .answer(
            "aws-sdk:glue:getPartition",
            "{'Partition': {'StorageDescriptor': {'Location': 's3://lake/x/'}}}")
        .answer("sns:publish", "{'MessageId': 'm'}");

    aws.run(
        of(
            (flow, in) -> {
              var found = flow.run("wait", FLIGHTS.awaitPartition(in.text(Input::day), Num.of(8)));
              flow.run("tell", Sns.publish(Text.of("t"), "found", found.output().location()));
            }),
        "{'day': '2001-01-03'}");

    assertThat(told()).isEqualTo("s3://lake/x/");
    assertThat(aws.asked("aws-sdk:glue:getPartition"))
        .hasSize(3)
        .allMatch(asked -> asked.get("PartitionValues").compact().equals("[\"2001-01-03\",\"8\"]"));
  }

  @Test
  void partitionThatNeverComesIsGivenUp() {
    aws.fail("aws-sdk:glue:getPartition", Glue.NOT_FOUND.name(), "no partition");

    Execution run =
        aws.run(
            of(
                (flow, in) ->
                    flow.run(
                        "wait", FLIGHTS.awaitPartition(Text.of("a")).timeout(Duration.ofHours(1)))),
            "{}");

    assertThat(run.error()).contains(Glue.PARTITION_TIMED_OUT.name());
    assertThat(Duration.between(run.startTime(), run.stopTime().orElseThrow()))
        .isBetween(Duration.ofHours(1), Duration.ofMinutes(66));
  }
}
