package dev.stepwell.workflows;

import static dev.stepwell.workflows.FlightsLake.LAKE;
import static dev.stepwell.workflows.FlightsLake.LANDING;
import static dev.stepwell.workflows.FlightsLake.LANDING_BUCKET;

import dev.stepwell.dsl.Budget;
import dev.stepwell.dsl.Day;
import dev.stepwell.dsl.Glue;
import dev.stepwell.dsl.Lambda;
import dev.stepwell.dsl.Num;
import dev.stepwell.dsl.RawAsl;
import dev.stepwell.dsl.Retry;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Trigger;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.lambdas.Partition;
import dev.stepwell.lambdas.Plan;
import dev.stepwell.lambdas.PlanRequest;
import java.time.Duration;
import java.time.LocalDate;

/**
 * Loads one day of flights: lake, quality gate, warehouse.
 *
 * <p>Running a day again replaces every hour that the landing bucket holds, and then the day in the
 * warehouse. An hour that has left the landing bucket stays in the lake: the ruleset rejects the
 * day, and the warehouse keeps what it has, until that hour's folder in the lake is removed.
 */
public final class FlightsDaily {

  /**
   * What a run is about.
   *
   * @param day the day whose flights are loaded
   */
  public record Input(LocalDate day) {}

  private static final Text ALERTS = Text.deployed("AlertsTopicArn");
  private static final Lambda.Fn<PlanRequest, Plan> PLAN =
      Lambda.function("PlanPartitions", PlanRequest.class, Plan.class);
  // Far below what SNS takes (256 KiB) and a cause may have (32,768 characters), for any ruleset.
  private static final int RULES_IN_A_CAUSE = 2000;
  private static final Retry BUSY =
      Retry.on(Glue.CONCURRENT_RUNS).every(Duration.ofMinutes(1)).atMost(5);

  private FlightsDaily() {}

  /** The workflow. */
  public static Workflow<Input> workflow() {
    return Workflow.named("flights-daily", Input.class)
        // Three hours after midnight the day before is complete, delays past midnight included.
        // Two o'clock is missing where clocks go forward, and the Scheduler would skip that day.
        .on(
            Trigger.cron(
                "0 3 * * *",
                "America/New_York",
                (in, tick) -> in.set(Input::day, tick.day().plusDays(-1))))
        // A file that comes later loads its day once more.
        .on(
            Trigger.exactlyOnce(
                Trigger.s3(
                    "landing",
                    "flights/",
                    (in, event) -> in.set(Input::day, event.partition("day").asDay()))))
        .flow(
            (flow, in) -> {
              Day day = in.day(Input::day);

              flow.onFailure(
                  (then, failure) ->
                      then.run(
                          "tell-failure",
                          Sns.publish(
                              ALERTS,
                              "flights-daily failed",
                              day.text()
                                  .plus(": ")
                                  .plus(failure.error())
                                  .plus(": ")
                                  .plus(failure.cause()))));

              flow.run("create-tables", FlightsWarehouse.CREATE_TABLES);
              flow.run("crawl-raw", Glue.crawler("flights_raw"));

              var plan =
                  flow.run(
                      "plan",
                      PLAN.with(PlanRequest::bucket, LANDING_BUCKET)
                          .with(PlanRequest::prefix, Text.of("flights/"))
                          .with(PlanRequest::day, day)
                          .invoke());

              var runs =
                  flow.forEach("transform", plan.output().items(Plan::partitions))
                      .atOnce(8)
                      .collect(
                          (each, part) -> {
                            Text path = part.text(Partition::path);
                            return each.run(
                                    "transform-partition",
                                    Glue.job("flights_transform")
                                        .arg("--day", day.text())
                                        .arg("--source", folder(LANDING, "flights/", path))
                                        .arg("--airports", LANDING.plus("airports/"))
                                        .arg("--target", folder(LAKE, "flights/", path))
                                        .arg("--quarantine", folder(LAKE, "quarantine/", path))
                                        .retry(BUSY)
                                        .timeout(Duration.ofHours(2)))
                                .output()
                                .jobRunId();
                          });

              flow.run("crawl-lake", Glue.crawler("flights_lake"));

              var quality =
                  flow.run(
                      "check",
                      Glue.dataQuality("flights_rules", "lake", "flights")
                          .partition("day", day)
                          .source("airports", Glue.table("lake", "raw_airports"))
                          .source("raw", Glue.table("lake", "raw_flights").partition("day", day)));
              flow.unless(
                  "good-enough",
                  quality.output().score().gte(0.95),
                  bad ->
                      bad.fail(
                          "reject",
                          "DataQuality.TooLow",
                          Text.of("the data quality score is ")
                              .plus(rounded(quality.output().score()))
                              .plus(", at least 0.95 is needed; failed: ")
                              .plus(
                                  quality
                                      .output()
                                      .failedRules()
                                      .texts(Glue.QualityRule::rule)
                                      .joined("; ")
                                      .first(RULES_IN_A_CAUSE))));

              flow.run("copy", FlightsWarehouse.copyFlights(day).outlets(FlightsWarehouse.FLIGHTS));
              flow.run("copy-airports", FlightsWarehouse.COPY_AIRPORTS);
              flow.run("vacuum", FlightsWarehouse.DW.vacuum("public.flights"));
              flow.run("analyze", FlightsWarehouse.DW.analyze("public.flights"));

              flow.run(
                  "tell-success",
                  Sns.publish(
                      ALERTS,
                      "flights-daily loaded",
                      day.text()
                          .plus(": ")
                          .plus(runs.count())
                          .plus(" partitions, data quality score ")
                          .plus(rounded(quality.output().score()))));
            })
        // A day has 24 hours, and each has one partition.
        .budget(Budget.none().items("transform", 24).events(20_000).whenNothingFails());
  }

  @RawAsl // JSONata rounds, the typed numbers do not yet
  private static Text rounded(Num score) {
    return Text.jsonata("$string($round({0}, 2))", score);
  }

  private static Text folder(Text bucket, String table, Text partition) {
    return bucket.plus(table).plus(partition).plus("/");
  }
}
