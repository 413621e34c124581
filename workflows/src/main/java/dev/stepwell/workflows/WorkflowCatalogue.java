package dev.stepwell.workflows;

import dev.stepwell.dsl.Catalogue;
import dev.stepwell.dsl.Resource;
import dev.stepwell.dsl.Resources;
import dev.stepwell.dsl.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** All workflows of this project, and all that they need. */
public final class WorkflowCatalogue implements Catalogue {

  /** For {@link java.util.ServiceLoader}. */
  public WorkflowCatalogue() {}

  @Override
  public List<Workflow<?>> workflows() {
    return List.of(FlightsDaily.workflow(), FlightsMarts.workflow(), AirportsRefresh.workflow());
  }

  @Override
  public Resources resources() {
    return Resources.builder()
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
            new Resource.Crawler(
                "flights_lake",
                "lake",
                List.of("s3://${LakeBucket}/flights/", "s3://${LakeBucket}/quarantine/"),
                ""))
        .add(
            new Resource.Job(
                "flights_transform",
                ScriptText.of("flights_transform.sql").resource(),
                // Eight at once for a day, and room for a second day beside it.
                16,
                Map.of()))
        .add(new Resource.Ruleset("flights_rules", ScriptText.of("flights_rules.dqdl").text()))
        .add(
            new Resource.Function(
                    "PlanPartitions",
                    "dev.stepwell.lambdas.PlanPartitions",
                    512,
                    Duration.ofMinutes(1))
                // It lists files and changes nothing.
                .repeatable()
                .reading("landing"))
        .add(
            new Resource.Function(
                "FirehoseTransform",
                "dev.stepwell.lambdas.firehose.FirehoseTransform",
                512,
                Duration.ofMinutes(1)))
        .add(
            new Resource.DeliveryStream(
                "live-flights",
                "lake",
                "live/flights/day=!{partitionKeyFromLambda:day}"
                    + "/hour=!{partitionKeyFromLambda:hour}/",
                "live/refused/!{firehose:error-output-type}/",
                "FirehoseTransform",
                Duration.ofMinutes(1)))
        .add(new Resource.Topic("Alerts"))
        .add(new Resource.Warehouse(FlightsWarehouse.WORKGROUP, FlightsWarehouse.DATABASE, "Copy"))
        .add(
            marts(
                "flights",
                "SELECT sum(flights) FROM public.fact_departures WHERE flight_date = :day"))
        .add(marts("late", "SELECT sum(late) FROM public.fact_departures WHERE flight_date = :day"))
        .add(marts("routes", "SELECT count(*) FROM public.fact_routes WHERE flight_date = :day"))
        .add(report("rows read", "SELECT count(*) FROM lake.raw_flights WHERE day = :day"))
        .add(
            report(
                "partitions", "SELECT count(DISTINCT hour) FROM lake.raw_flights WHERE day = :day"))
        .add(
            report(
                "quarantined",
                "SELECT reason, count(*) FROM lake.quarantine WHERE day = :day"
                    + " GROUP BY reason ORDER BY 2 DESC, 1"))
        .add(report("loaded", "SELECT count(*) FROM public.flights WHERE flight_date = :day"))
        .build();
  }

  private static Resource.Report marts(String label, String sql) {
    return new Resource.Report("flights-marts", label, sql);
  }

  /** A question about one run; its input's members are there as parameters. */
  private static Resource.Report report(String label, String sql) {
    return new Resource.Report("flights-daily", label, sql);
  }
}
