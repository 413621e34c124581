package dev.stepwell.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.stepwell.asl.json.Json;
import dev.stepwell.aws.Template.Intrinsic;
import dev.stepwell.dsl.Args;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.DynamoDb;
import dev.stepwell.dsl.DynamoItem;
import dev.stepwell.dsl.Emr;
import dev.stepwell.dsl.EventBridge;
import dev.stepwell.dsl.Http;
import dev.stepwell.dsl.Kinesis;
import dev.stepwell.dsl.Resource;
import dev.stepwell.dsl.Resources;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Sqs;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SamTemplateTest {
  private static final Object[] MACHINE = {"Resources", "FlightsDailyStateMachine", "Properties"};

  private final Template template = Sample.template();

  @Test
  void refersOnlyToWhatIsThereAndNeverInACircle() {
    assertThat(template.problems()).isEmpty();
  }

  @Test
  void isTheSameTextEveryTime() {
    assertThat(SamTemplate.of(List.of(Sample.FLIGHTS), Sample.RESOURCES))
        .isEqualTo(SamTemplate.of(List.of(Sample.FLIGHTS), Sample.RESOURCES));
  }

  @Test
  void fillsEveryNameOfDeployment() {
    Matcher placeholders = DeployedNames.PLACEHOLDER.matcher(Sample.FLIGHTS.asl());
    assertThat(placeholders.results().map(found -> found.group(1)))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(machine("DefinitionSubstitutions", name)).isNotNull());
    assertThat(machine("DefinitionSubstitutions"))
        .isEqualTo(
            Map.of(
                "LandingBucket", ref("LandingBucket"),
                "PlanPartitionsFunctionArn", ref("PlanPartitionsFunction.Alias"),
                "GlueRoleArn", getAtt("GlueRole.Arn"),
                "CopyRoleArn", getAtt("CopyRole.Arn"),
                "AlertsTopicArn", ref("AlertsTopic")));
  }

  @Test
  void asksForNamesThatNoResourceHasAndAddsNothingElse() {
    Compiled tells =
        Workflow.named("loads", Sample.Input.class)
            .flow(
                (flow, in) ->
                    flow.run(
                        "tell",
                        Sns.publish(
                            Text.deployed("AlertsTopicArn"), "loads", Text.deployed("Vendor"))))
            .compile();
    var resources = Resources.builder().add(new Resource.Topic("Alerts")).build();
    var loads = new Template(SamTemplate.of(List.of(tells), resources));

    assertThat(loads.problems()).isEmpty();
    assertThat(loads.resources())
        .containsOnlyKeys(
            "LoadsLogs",
            "LoadsStateMachine",
            "LoadsAlarm",
            "AlertsTopic",
            "RunLedgerTable",
            "RunLedgerLogs",
            "RunLedgerStateMachine",
            "UndeliveredTriggers",
            "UndeliveredTriggersPolicy",
            "UndeliveredTriggersAlarm");
    assertThat(loads.at("Parameters", "Vendor", "Type")).isEqualTo("String");
    assertThat(
            loads.at(
                "Resources",
                "LoadsStateMachine",
                "Properties",
                "DefinitionSubstitutions",
                "Vendor"))
        .isEqualTo(ref("Vendor"));
  }

  @Test
  void allowsWhatTheStepsDoAndNoMore() {
    var allowed = new LinkedHashMap<String, Object>();
    for (Object statement : (List<?>) machine("Policies", 0, "Statement")) {
      Map<String, Object> members = Template.map(statement);
      ((List<?>) members.get("Action"))
          .forEach(action -> allowed.put((String) action, members.get("Resource")));
    }

    assertThat(allowed.get("glue:StartCrawler"))
        .isEqualTo(List.of(glue("crawler/flights_raw"), glue("crawler/flights_lake")));
    assertThat(allowed.get("lambda:InvokeFunction"))
        .isEqualTo(
            List.of(sub("${PlanPartitionsFunction.Arn}"), sub("${PlanPartitionsFunction.Arn}:*")));
    assertThat(allowed.get("redshift-data:ExecuteStatement"))
        .isEqualTo(List.of(sub("${AnalyticsWorkgroupArn}")));
    assertThat(allowed.get("sns:Publish")).isEqualTo(List.of(sub("${AlertsTopic}")));
    assertThat(allowed.get("iam:PassRole")).isEqualTo(List.of(sub("${GlueRole.Arn}")));
    assertThat(allowed.get("logs:CreateLogDelivery")).isEqualTo(List.of("*"));
    assertThat(allowed.keySet())
        .filteredOn(action -> allowed.get(action).equals(List.of("*")))
        .allMatch(
            action ->
                action.startsWith("logs:")
                    || action.equals("redshift-data:DescribeStatement")
                    || action.equals("redshift-data:CancelStatement"));
  }

  @Test
  void passesRolesToTheirServiceAlone() {
    assertThat((List<?>) machine("Policies", 0, "Statement"))
        .filteredOn(statement -> statement.toString().contains("iam:PassRole"))
        .singleElement()
        .extracting(statement -> Template.map(statement).get("Condition"))
        .isEqualTo(Map.of("StringEquals", Map.of("iam:PassedToService", "glue.amazonaws.com")));
  }

  @Test
  void allowsSomeActionsOnlyUnderConditions() {
    Compiled calls =
        Workflow.named("calls", Sample.Input.class)
            .flow(
                (flow, in) -> {
                  Text rates =
                      Text.of("https://api.example.com/rates/").plus(in.day(Sample.Input::day));
                  flow.run("rates", Http.get(Text.deployed("MarketConnectionArn"), rates));
                  flow.run("cluster", Emr.cluster("nightly", "emr-7.2.0", "m5.xlarge"));
                })
            .compile();
    var template = new Template(SamTemplate.of(List.of(calls), Resources.none()));

    assertThat(template.problems()).isEmpty();
    assertThat(conditions(template, "states:InvokeHTTPEndpoint"))
        .isEqualTo(
            Map.of(
                "StringEquals",
                Map.of("states:HTTPMethod", "GET"),
                "StringLike",
                Map.of("states:HTTPEndpoint", "https://api.example.com/rates/*")));
    assertThat(conditions(template, "iam:CreateServiceLinkedRole"))
        .isEqualTo(
            Map.of("StringLike", Map.of("iam:AWSServiceName", "elasticmapreduce.amazonaws.com*")));
    assertThat(template.at("Parameters", "EmrServiceRole", "Type")).isEqualTo("String");
  }

  private static @Nullable Object conditions(Template template, String action) {
    Object policy =
        template.at("Resources", "CallsStateMachine", "Properties", "Policies", 0, "Statement");
    return ((List<?>) Objects.requireNonNull(policy))
        .stream()
            .map(Template::map)
            .filter(statement -> ((List<?>) statement.get("Action")).contains(action))
            .map(statement -> statement.get("Condition"))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void saysWhichStepsNeedWhatRight() {
    assertThat(SamTemplate.of(List.of(Sample.FLIGHTS), Sample.RESOURCES))
        .containsPattern(
            "# crawl-raw, crawl-lake\n *- Effect: Allow\n *Action:\n *- glue:StartCrawler\n");
  }

  @Test
  void startsOnTheScheduleInItsOwnZone() {
    assertThat(machine("Events", "Cron", "Type")).isEqualTo("ScheduleV2");
    assertThat(machine("Events", "Cron", "Properties", "ScheduleExpression"))
        .isEqualTo("cron(0 2 * * ? *)");
    assertThat(machine("Events", "Cron", "Properties", "ScheduleExpressionTimezone"))
        .isEqualTo("America/New_York");
    assertThat(machine("Events", "Cron", "Properties", "FlexibleTimeWindow"))
        .isEqualTo(Map.of("Mode", "OFF"));
    assertThat(machine("Events", "Cron", "Properties", "OmitName")).isEqualTo(true);
    assertThat(Json.parse((String) machine("Events", "Cron", "Properties", "Input")))
        .isEqualTo(
            Json.parse(
                "{\"_trigger\":{\"name\":\"cron\",\"time\":\"<aws.scheduler.scheduled-time>\"}}"));
  }

  @Test
  void startsOnObjectsOfTheBucketAndPrefix() {
    assertThat(machine("Events", "S3", "Properties", "Pattern"))
        .isEqualTo(
            Map.of(
                "source",
                List.of("aws.s3"),
                "detail-type",
                List.of("Object Created"),
                "detail",
                Map.of(
                    "bucket",
                    Map.of("name", List.of(ref("LandingBucket"))),
                    "object",
                    Map.of("key", List.of(Map.of("prefix", "flights/"))))));
    String envelope =
        (String) machine("Events", "S3", "Properties", "InputTransformer", "InputTemplate");
    assertThat(Json.parse(envelope.replaceAll("<([a-z]+)>", "\"$1\"")))
        .isEqualTo(
            Json.parse(
                "{\"_trigger\":{\"name\":\"s3\",\"time\":\"time\",\"bucket\":\"bucket\","
                    + "\"key\":\"key\"}}"));
    assertThat(
            template.at(
                "Resources",
                "LandingBucket",
                "Properties",
                "NotificationConfiguration",
                "EventBridgeConfiguration",
                "EventBridgeEnabled"))
        .isEqualTo(true);
  }

  @Test
  void startsWhatTheAliasNames() {
    assertThat(machine("AutoPublishAlias")).isEqualTo(SamTemplate.ALIAS);
    assertThat(machine("UseAliasAsEventTarget")).isEqualTo(true);
  }

  @Test
  void makesTheQueuesTablesBusesAndStreamsThatStepsName() {
    Compiled orders =
        Workflow.named("orders", Sample.Input.class)
            .flow(
                (flow, in) -> {
                  flow.run("queue", Sqs.queue("orders").send(Text.of("m")));
                  flow.run(
                      "keep",
                      DynamoDb.table(Text.deployed("LocksTable"))
                          .put(DynamoItem.of("id", Text.of("a"))));
                  flow.run(
                      "tell",
                      EventBridge.put("shop", "order", Args.none()).bus(Text.deployed("ShopBus")));
                  flow.run(
                      "record",
                      Kinesis.stream(Text.deployed("ClicksStream"))
                          .put(Text.of("k"), Text.of("r")));
                })
            .compile();
    Resources resources =
        Resources.builder()
            .add(new Resource.Queue("dead"))
            .add(new Resource.Queue("orders", "dead", 3))
            .add(new Resource.Table("locks", "id", "at", "until"))
            .add(new Resource.EventBus("shop"))
            .add(new Resource.Stream("clicks", 2))
            .build();

    var made = new Template(SamTemplate.of(List.of(orders), resources));

    assertThat(made.problems()).isEmpty();
    assertThat(Template.map(made.at("Parameters")).keySet())
        .containsExactlyInAnyOrder(
            "NamePrefix", "LogRetentionDays", "RunLedgerDays", "AlarmTopicArn");
    assertThat(
            made.at(
                "Resources", "OrdersQueue", "Properties", "RedrivePolicy", "deadLetterTargetArn"))
        .isEqualTo(getAtt("DeadQueue.Arn"));
    assertThat(
            made.at(
                "Resources",
                "OrdersStateMachine",
                "Properties",
                "DefinitionSubstitutions",
                "OrdersQueueUrl"))
        .isEqualTo(ref("OrdersQueue"));
    Object statements =
        made.at("Resources", "OrdersStateMachine", "Properties", "Policies", 0, "Statement");
    assertThat(String.valueOf(statements))
        .contains("${OrdersQueue.Arn}")
        .contains("table/${LocksTable}")
        .contains("event-bus/${ShopBus}")
        .contains("stream/${ClicksStream}");
  }

  @Test
  void raisesAnAlarmForEveryBadEndAndForWhatCouldNotBeDelivered() {
    Map<String, Object> alarms = template.resources("AWS::CloudWatch::Alarm");

    assertThat(alarms).containsOnlyKeys("FlightsDailyAlarm", "UndeliveredTriggersAlarm");
    assertThat(alarms.get("FlightsDailyAlarm").toString())
        .contains("ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted")
        .contains("SUM(METRICS())");
    assertThat(alarms.values())
        .allSatisfy(
            alarm ->
                assertThat(Template.map(alarm).get("AlarmActions"))
                    .isEqualTo(
                        Map.of(
                            "Fn::If",
                            List.of(
                                "HasAlarmTopic",
                                List.of(ref("AlarmTopicArn")),
                                ref("AWS::NoValue")))));
  }

  @Test
  void canBeDeployedWithoutStartingAnything() {
    assertThat(machine("Events", "Cron", "Properties", "State")).isEqualTo(ref("TriggersState"));
    assertThat(machine("Events", "S3", "Properties", "State")).isEqualTo(ref("TriggersState"));
    assertThat(template.at("Parameters", "TriggersState", "Default")).isEqualTo("ENABLED");
  }

  @Test
  void keepsLogsAsLongAsTheEnvironmentSays() {
    assertThat(template.resources("AWS::Logs::LogGroup").values())
        .isNotEmpty()
        .allSatisfy(
            group ->
                assertThat(Template.map(group).get("RetentionInDays"))
                    .isEqualTo(ref("LogRetentionDays")));
  }

  @Test
  void namesHandlersThatExist() throws ReflectiveOperationException {
    Map<String, Object> functions = template.resources("AWS::Serverless::Function");

    assertThat(functions).isNotEmpty();
    for (Object function : functions.values()) {
      String[] handler = ((String) Template.map(function).get("Handler")).split("::");
      Class<?> type = Class.forName(handler[0]);
      assertThat(RequestStreamHandler.class).isAssignableFrom(type);
      assertThat(type.getConstructor()).isNotNull();
      assertThat(handler[1]).isEqualTo("handleRequest");
    }
  }

  @Test
  void runsSqlJobsWithTheDriverBesideTheScript() {
    Object[] job = {"Resources", "FlightsTransformJob", "Properties"};

    assertThat(template.at(with(job, "Command", "ScriptLocation")))
        .isEqualTo(sub("s3://${ScriptsBucket}/dev/stepwell/workflows/spark_sql_driver.py"));
    assertThat(template.at(with(job, "DefaultArguments", "--script")))
        .isEqualTo(sub("s3://${ScriptsBucket}/dev/stepwell/workflows/flights_transform.sql"));
    assertThat(template.at(with(job, "DefaultArguments", "--airports")))
        .isEqualTo(sub("s3://${LandingBucket}/airports/"));
    assertThat(template.at(with(job, "ExecutionProperty", "MaxConcurrentRuns"))).isEqualTo(8);
  }

  @Test
  void writesRulesetsWithLineFeedsAlone() {
    assertThat(template.at("Resources", "FlightsRulesRuleset", "Properties", "Ruleset"))
        .isEqualTo("Rules = [\n    RowCount > 0\n]\n");
  }

  @Test
  void letsGlueWriteOnlyWhereNothingIsStarted() {
    List<?> statements =
        (List<?>)
            template.at(
                "Resources",
                "GlueRole",
                "Properties",
                "Policies",
                0,
                "PolicyDocument",
                "Statement");

    assertThat(statements)
        .filteredOn(statement -> statement.toString().contains("s3:PutObject"))
        .singleElement()
        .extracting(statement -> Template.map(statement).get("Resource"))
        .isEqualTo(List.of(sub("${LakeBucket.Arn}/*")));
  }

  @Test
  void refusesABucketWhoseNameWouldBecomeTooLong() {
    var resources =
        Resources.builder().add(new Resource.Bucket("a-very-long-bucket-name", null)).build();

    assertThatThrownBy(() -> SamTemplate.of(List.of(), resources))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("bucket 'a-very-long-bucket-name' has a name of 23 characters");
  }

  private Object machine(Object... path) {
    return template.at(with(MACHINE, path));
  }

  static Object[] with(Object[] start, Object... rest) {
    Object[] path = Arrays.copyOf(start, start.length + rest.length);
    System.arraycopy(rest, 0, path, start.length, rest.length);
    return path;
  }

  static Intrinsic ref(String target) {
    return new Intrinsic("!Ref", target);
  }

  static Intrinsic getAtt(String target) {
    return new Intrinsic("!GetAtt", target);
  }

  static Intrinsic sub(String text) {
    return new Intrinsic("!Sub", text);
  }

  private static Intrinsic glue(String resource) {
    return sub("arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:" + resource);
  }
}
