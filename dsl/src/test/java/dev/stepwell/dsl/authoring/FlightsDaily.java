package dev.stepwell.dsl.authoring;

import dev.stepwell.dsl.Glue;
import dev.stepwell.dsl.Lambda;
import dev.stepwell.dsl.Redshift;
import dev.stepwell.dsl.Retry;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Trigger;
import dev.stepwell.dsl.Workflow;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/** Loads one day of flights: lake, quality gate, warehouse. */
public final class FlightsDaily {
  public record Input(LocalDate day) {}

  public record Plan(List<Partition> partitions) {}

  public record Partition(String path, int hour) {}

  private static final Text ALERTS = Text.deployed("AlertsTopicArn"); // filled at deployment
  private static final Redshift DW = Redshift.serverless("analytics", "dw");
  private static final Lambda.Fn<Input, Plan> PLAN =
      Lambda.function("PlanPartitions", Input.class, Plan.class);
  private static final Retry BUSY =
      Retry.on(Glue.CONCURRENT_RUNS).every(Duration.ofMinutes(1)).atMost(5);

  private FlightsDaily() {}

  public static Workflow<Input> workflow() {
    return Workflow.named("flights-daily", Input.class)
        .on(
            Trigger.cron(
                "0 2 * * *", "America/New_York", (in, tick) -> in.set(Input::day, tick.day())))
        .on(
            Trigger.s3(
                "landing",
                "flights/",
                (in, event) -> in.set(Input::day, event.partition("day").asDay())))
        .flow(
            (flow, in) -> {
              flow.onFailure(
                  (then, failure) ->
                      then.run(
                          "tell-failure",
                          Sns.publish(
                              ALERTS,
                              "flights-daily failed",
                              failure.error().plus(": ").plus(failure.cause()))));

              flow.run("crawl-raw", Glue.crawler("flights_raw"));
              var plan = flow.run("plan", PLAN.with(Input::day, in.day(Input::day)).invoke());
              var runs =
                  flow.forEach("transform", plan.output().items(Plan::partitions))
                      .atOnce(8)
                      .collect(
                          (each, part) ->
                              each.run(
                                      "transform-partition",
                                      Glue.job("flights_transform")
                                          .arg("--path", part.text(Partition::path))
                                          .retry(BUSY)
                                          .timeout(Duration.ofHours(2)))
                                  .output()
                                  .jobRunId());

              var quality = flow.run("check", Glue.dataQuality("flights_rules", "lake", "flights"));
              flow.unless(
                  "good-enough",
                  quality.output().score().gte(0.95),
                  bad -> bad.fail("reject", "DataQuality.TooLow", Text.of("score below 0.95")));

              flow.run(
                  "copy",
                  DW.copy("public.flights")
                      .from(Text.of("s3://curated/flights/day=").plus(in.day(Input::day)))
                      .iamRole(Text.deployed("CopyRoleArn"))
                      .parquet());
              flow.run("vacuum", DW.vacuum("public.flights"));
              flow.run("analyze", DW.analyze("public.flights"));
              flow.run(
                  "tell-success",
                  Sns.publish(
                      ALERTS,
                      "flights-daily loaded",
                      Text.jsonata("$string({0}) & ' partitions'", runs.count())));
            });
  }
}
