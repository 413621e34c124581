package dev.stepwell.aws;

import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.Glue;
import dev.stepwell.dsl.Lambda;
import dev.stepwell.dsl.Redshift;
import dev.stepwell.dsl.Resource;
import dev.stepwell.dsl.Resources;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Trigger;
import dev.stepwell.dsl.Workflow;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** A project with one resource of every kind, used every way. */
final class Sample {
  static final Resources RESOURCES =
      Resources.builder()
          .add(new Resource.Bucket("landing", "data/landing"))
          .add(new Resource.Bucket("lake", null))
          .add(new Resource.Database("lake"))
          .add(
              new Resource.Crawler(
                  "flights_raw",
                  "lake",
                  List.of("s3://${LandingBucket}/flights/", "s3://${LandingBucket}/airports/"),
                  "raw_"))
          .add(
              new Resource.Job(
                  "flights_transform",
                  "dev/stepwell/workflows/flights_transform.sql",
                  8,
                  Map.of("--airports", "s3://${LandingBucket}/airports/")))
          .add(new Resource.Ruleset("flights_rules", "Rules = [\r\n    RowCount > 0\r\n]\n\n"))
          .add(
              new Resource.Function(
                      "PlanPartitions",
                      "dev.stepwell.lambdas.PlanPartitions",
                      1769,
                      Duration.ofMinutes(1))
                  .reading("landing"))
          .add(new Resource.Topic("Alerts"))
          .add(new Resource.Warehouse("analytics", "dw", "Copy"))
          .add(new Resource.Report("flights-daily", "flights", "SELECT 1"))
          .build();

  record Input(LocalDate day) {}

  record Request(String bucket, LocalDate day) {}

  record Plan(List<String> paths) {}

  static final Compiled FLIGHTS = flights().compile();

  private Sample() {}

  static Template template() {
    return new Template(SamTemplate.of(List.of(FLIGHTS), RESOURCES));
  }

  private static Workflow<Input> flights() {
    Text alerts = Text.deployed("AlertsTopicArn");
    Redshift warehouse = Redshift.serverless("analytics", "dw");
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
              flow.run("crawl-raw", Glue.crawler("flights_raw"));
              flow.run(
                  "plan",
                  Lambda.function("PlanPartitions", Request.class, Plan.class)
                      .with(Request::bucket, Text.deployed("LandingBucket"))
                      .with(Request::day, in.day(Input::day))
                      .invoke());
              flow.run("crawl-lake", Glue.crawler("flights_lake"));
              flow.run("check", Glue.dataQuality("flights_rules", "lake", "flights"));
              flow.run(
                  "copy",
                  warehouse
                      .copy("public.flights")
                      .from(Text.deployed("LandingBucket"))
                      .iamRole(Text.deployed("CopyRoleArn"))
                      .parquet());
              flow.run("tell", Sns.publish(alerts, "flights-daily", Text.of("loaded")));
            });
  }
}
