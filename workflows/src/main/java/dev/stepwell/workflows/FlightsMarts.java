package dev.stepwell.workflows;

import static dev.stepwell.workflows.FlightsWarehouse.DW;

import dev.stepwell.dsl.Day;
import dev.stepwell.dsl.Graph;
import dev.stepwell.dsl.Group;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Trigger;
import dev.stepwell.dsl.TriggerRule;
import dev.stepwell.dsl.Workflow;
import java.time.Duration;
import java.time.LocalDate;

/**
 * Loads one day of flights into the marts: dimensions, then facts. A mart that fails does not stop
 * the other one, what the load has staged is dropped whatever happens, and every load is logged.
 *
 * <p>Running a day again replaces it.
 */
public final class FlightsMarts {

  /**
   * What a run is about.
   *
   * @param day the day whose flights are loaded
   */
  public record Input(LocalDate day) {}

  private static final Text ALERTS = Text.deployed("AlertsTopicArn");

  private FlightsMarts() {}

  /** The workflow. */
  public static Workflow<Input> workflow() {
    return Workflow.named("flights-marts", Input.class)
        // An hour after the day's flights are in the warehouse; one load at a time, as they share
        // the stage.
        .on(
            Trigger.cron(
                "0 4 * * *",
                "America/New_York",
                (in, tick) -> in.set(Input::day, tick.day().plusDays(-1))))
        .flow(
            (flow, in) -> {
              Day day = in.day(Input::day);
              flow.onFailure(
                  (then, failure) ->
                      then.run(
                          "tell-failure",
                          Sns.publish(
                              ALERTS,
                              "flights-marts failed",
                              day.text().plus(": ").plus(failure.cause()))));
              flow.graph("load", load -> load(load, day));
            });
  }

  private static void load(Graph load, Day day) {
    load.defaults(tasks -> tasks.timeout(Duration.ofMinutes(30)));

    var tables =
        load.run(
            "create-marts",
            DW.batch(ScriptText.of("marts_tables.sql").statements().toArray(String[]::new)));
    var base = load.run("create-tables", FlightsWarehouse.CREATE_TABLES);
    var stage = load.run("create-stage", DW.batch(FlightsStage.CREATE)).setup().after(tables, base);
    var flights = load.run("stage-flights", FlightsStage.flights(day)).after(stage);
    var airports = load.run("stage-airports", FlightsStage.airports()).after(stage);

    var dimAirport = load.run("dim-airport", FlightsStage.dimAirport()).after(airports);
    var dimDay = load.run("dim-day", FlightsStage.dimDay(day)).after(tables);
    var dimRoute = load.run("dim-route", FlightsStage.dimRoute()).after(flights);

    var loaded = load.run("look", FlightsStage.loadedBefore(day)).after(tables);
    var again = load.branch("loaded-before", loaded.output().rows().gt(0));
    var delete = load.run("delete-day", FlightsStage.deleteDay(day)).after(again.output().yes());

    Group facts =
        load.group(
            "facts",
            each -> {
              // A day that is new has nothing to delete, which is no reason to skip the facts.
              each.defaults(tasks -> tasks.rule(TriggerRule.NONE_FAILED));
              each.run("fact-departures", FlightsStage.departures(day))
                  .after(dimAirport, dimDay, flights, delete);
              each.run("fact-routes", FlightsStage.routes(day)).after(dimRoute, dimDay, delete);
            });

    load.run("analyze-departures", DW.analyze("public.fact_departures")).after(facts);
    load.run("log-load", FlightsStage.log(day)).after(facts).rule(TriggerRule.ALL_DONE);
    load.run("drop-stage", DW.batch(FlightsStage.DROP))
        .after(facts, dimAirport, dimRoute)
        .teardown(stage);
  }
}
