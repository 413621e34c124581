package dev.stepwell.dsl.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.CompiledTrigger;
import dev.stepwell.dsl.Glue;
import dev.stepwell.dsl.Items;
import dev.stepwell.dsl.Redshift;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Trigger;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.dsl.model.Range;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a compiled workflow knows about itself besides its definition. */
class CompiledTest {

  record Input(String day) {}

  private final Compiled flights = FlightsDaily.workflow().compile();

  @Test
  void namesWhatDeploymentMustFill() {
    assertThat(flights.deployedNames())
        .containsExactly(
            "PlanPartitionsFunctionArn", "GlueRoleArn", "CopyRoleArn", "AlertsTopicArn");
  }

  @Test
  void saysWhatTheRoleMustBeAllowedAndForWhichSteps() {
    String glue = "arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:";
    String workgroup =
        "arn:${AWS::Partition}:redshift-serverless:${AWS::Region}:${AWS::AccountId}:workgroup/*";
    assertThat(flights.iam())
        .extracting(
            grant ->
                String.join(",", grant.actions())
                    + " on "
                    + String.join(",", grant.resources())
                    + " for "
                    + String.join(",", grant.steps()))
        .containsExactly(
            "glue:StartCrawler,glue:GetCrawler on " + glue + "crawler/flights_raw for crawl-raw",
            "lambda:InvokeFunction on ${PlanPartitionsFunctionArn},${PlanPartitionsFunctionArn}:*"
                + " for plan",
            "glue:StartJobRun,glue:GetJobRun,glue:GetJobRuns,glue:BatchStopJobRun on "
                + glue
                + "job/flights_transform for transform-partition",
            "glue:StartDataQualityRulesetEvaluationRun,glue:GetDataQualityRulesetEvaluationRun,"
                + "glue:GetDataQualityResult on "
                + glue
                + "dataQualityRuleset/* for check",
            "iam:PassRole on ${GlueRoleArn} for check",
            "redshift-data:ExecuteStatement on " + workgroup + " for copy,vacuum,analyze",
            "redshift-serverless:GetCredentials on " + workgroup + " for copy,vacuum,analyze",
            "redshift-data:DescribeStatement on * for copy,vacuum,analyze",
            "redshift-data:CancelStatement on * for copy,vacuum,analyze",
            "sns:Publish on ${AlertsTopicArn} for tell-success,tell-failure");
  }

  @Test
  void triggersPassTheirEventInAnEnvelope() {
    assertThat(flights.triggers()).hasSize(2);
    CompiledTrigger.Schedule cron = (CompiledTrigger.Schedule) flights.triggers().get(0);
    assertThat(cron.name()).isEqualTo("cron");
    assertThat(cron.expression()).isEqualTo("cron(0 2 * * ? *)");
    assertThat(cron.zone()).isEqualTo("America/New_York");
    assertThat(cron.input().compact())
        .isEqualTo(
            "{\"_trigger\":{\"name\":\"cron\",\"time\":\"<aws.scheduler.scheduled-time>\"}}");

    CompiledTrigger.ObjectCreated s3 = (CompiledTrigger.ObjectCreated) flights.triggers().get(1);
    assertThat(s3.pattern().compact())
        .isEqualTo(
            "{\"source\":[\"aws.s3\"],\"detail-type\":[\"Object Created\"],\"detail\":{\"bucket\":"
                + "{\"name\":[\"${LandingBucket}\"]},\"object\":{\"key\":[{\"prefix\":"
                + "\"flights/\"}]}}}");
    assertThat(s3.inputPaths().compact())
        .isEqualTo(
            "{\"bucket\":\"$.detail.bucket.name\",\"key\":\"$.detail.object.key\",\"time\":"
                + "\"$.time\"}");
    assertThat(s3.inputTemplate())
        .isEqualTo(
            "{\"_trigger\": {\"name\": \"s3\", \"bucket\": <bucket>, \"key\": <key>, \"time\":"
                + " <time>}}");
  }

  @Test
  void triggersThatNeedNoEventPassTheInputItself() {
    Compiled compiled =
        Workflow.named("fixed", Input.class)
            .on(
                Trigger.every(
                    Duration.ofMinutes(5), (in, tick) -> in.set(Input::day, Text.of("today"))))
            .on(Trigger.manual())
            .flow((flow, in) -> flow.run("say", say()))
            .compile();

    assertThat(compiled.triggers()).hasSize(1);
    CompiledTrigger.Schedule every = (CompiledTrigger.Schedule) compiled.triggers().get(0);
    assertThat(every.expression()).isEqualTo("rate(5 minutes)");
    assertThat(every.input().compact()).isEqualTo("{\"day\":\"today\"}");
    assertThat(compiled.definition().string("StartAt")).isEqualTo("say");
  }

  @Test
  void estimatesASingleCall() {
    Compiled compiled = of(Text.of("x"));

    assertThat(compiled.estimates().events()).isEqualTo(Range.of(7));
    assertThat(compiled.estimates().transitions()).isEqualTo(Range.of(2));
  }

  @Test
  void estimatesLoopsAndItemsAsIntervals() {
    Compiled compiled =
        Workflow.named("loops", Input.class)
            .flow(
                (flow, in) ->
                    flow.forEach("three", Items.of(List.of("a", "b", "c")))
                        .run(
                            (each, item) ->
                                each.run(
                                    "load",
                                    Redshift.serverless("dwh", "dev")
                                        .sql("SELECT 1")
                                        .timeout(Duration.ofSeconds(60)))))
            .compile();

    // 2 for the execution, 4 for the Map; per item 2, submit 5, 1 to 6 polls of 9, an end of 2.
    assertThat(compiled.estimates().events())
        .isEqualTo(Range.of(2 + 4 + 3 * (2 + 5 + 9 + 2), 2 + 4 + 3 * (2 + 5 + 6 * 9 + 2)));
    assertThat(flights.estimates().events().most()).isEmpty();
  }

  @Test
  void warnsOfAHistoryThatIsTooLong() {
    Compiled compiled =
        Workflow.named("long", Input.class)
            .flow(
                (flow, in) ->
                    flow.forEach("hundred", Items.of(Collections.nCopies(100, "x")))
                        .run(
                            (each, item) -> {
                              for (int i = 0; i < 51; i++) {
                                each.run("say-" + i, say());
                              }
                            }))
            .compile();

    assertThat(compiled.diagnostics())
        .anyMatch(
            diagnostic ->
                diagnostic
                    .toString()
                    .equals(
                        "HISTORY_TOO_LONG: an execution has 25706 history events, but Step"
                            + " Functions ends it after 25,000 ('hundred': make it a distributed"
                            + " map; as it stands, up to 97 items fit)"));
  }

  @Test
  void drawsTheStepsAsTheAuthorSeesThem() {
    assertThat(flights.graph().nodes())
        .extracting(vertex -> vertex.parent() + "/" + vertex.id() + " " + vertex.kind())
        .containsExactly(
            "/crawl-raw step",
            "/plan step",
            "/transform forEach",
            "transform/transform-partition step",
            "/check step",
            "/good-enough choice",
            "/reject fail",
            "/copy step",
            "/vacuum step",
            "/analyze step",
            "/tell-success step",
            "/flights-daily workflow",
            "/tell-failure step");
    assertThat(flights.graph().edges())
        .extracting(edge -> edge.from() + " " + edge.label() + "> " + edge.to())
        .containsExactly(
            "crawl-raw > plan",
            "plan > transform",
            "transform > check",
            "check > good-enough",
            "good-enough no> reject",
            "good-enough yes> copy",
            "copy > vacuum",
            "vacuum > analyze",
            "analyze > tell-success",
            "flights-daily fails> tell-failure");
  }

  @Test
  void drawsBlocksAndTheirWaysOut() {
    var graph =
        Workflow.named("blocks", Input.class)
            .flow(
                (flow, in) -> {
                  flow.parallel(
                      "both",
                      branches -> {
                        branches.branch("left", f -> f.run("say-left", say()));
                        branches.branch("right", f -> f.run("say-right", say()));
                      });
                  flow.attempt("try", f -> f.run("risky", say()))
                      .recover((f, failure) -> f.run("sorry", say()));
                  flow.run("after", say());
                })
            .compile()
            .graph();

    assertThat(graph.nodes())
        .extracting(vertex -> vertex.parent() + "/" + vertex.id() + " " + vertex.kind())
        .containsExactly(
            "/both parallel",
            "both/left branch",
            "left/say-left step",
            "both/right branch",
            "right/say-right step",
            "/try attempt",
            "try/risky step",
            "/sorry step",
            "/after step");
    assertThat(graph.edges())
        .extracting(edge -> edge.from() + " " + edge.label() + "> " + edge.to())
        .containsExactly("both > try", "try fails> sorry", "try > after", "sorry > after");
  }

  @Test
  void drawsARegionOfAGraphBeforeItsTasks() {
    var graph =
        Workflow.named("regions", Input.class)
            .flow(
                (flow, in) ->
                    flow.graph(
                        "load",
                        tasks -> {
                          var first = tasks.run("first", say());
                          tasks.child("apart", child -> child.run("inside", say()).after(first));
                          tasks.run("alone", say());
                        }))
            .compile()
            .graph();

    assertThat(graph.nodes())
        .extracting(vertex -> vertex.parent() + "/" + vertex.id() + " " + vertex.kind())
        .containsExactly(
            "/load graph",
            "load/first step",
            "load/apart child",
            "apart/inside step",
            "load/alone step");
    assertThat(graph.edges())
        .extracting(edge -> edge.from() + " " + edge.label() + "> " + edge.to())
        .containsExactly("first > inside");
  }

  @Test
  void defaultsGoWithEveryTaskThatHasNoRetryForTheError() {
    Compiled compiled =
        Workflow.named("defaults", Input.class)
            .defaults(dev.stepwell.dsl.Retry.on(Glue.CONCURRENT_RUNS).atMost(1))
            .flow((flow, in) -> flow.run("transform", Glue.job("transform")))
            .compile();

    assertThat(
            compiled
                .definition()
                .object("States")
                .object("transform")
                .array("Retry")
                .get(0)
                .compact())
        .isEqualTo(
            "{\"ErrorEquals\":[\"Glue.ConcurrentRunsExceededException\"],\"IntervalSeconds\":1,"
                + "\"MaxAttempts\":1,\"BackoffRate\":1}");
  }

  private static dev.stepwell.dsl.Task<Sns.Published> say() {
    return Sns.publish(Text.of("topic"), "said", Text.of("hello"));
  }

  private static Compiled of(Text text) {
    return Workflow.named("one", Input.class)
        .flow((flow, in) -> flow.run("say", Sns.publish(Text.of("topic"), "said", text)))
        .compile();
  }
}
