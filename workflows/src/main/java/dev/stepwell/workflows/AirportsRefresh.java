package dev.stepwell.workflows;

import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Trigger;
import dev.stepwell.dsl.Workflow;

/** Loads the airports alone, as soon as somebody delivers a new list of them. */
public final class AirportsRefresh {

  /** Nothing: there is one list of airports. */
  public record Input() {}

  private static final Text ALERTS = Text.deployed("AlertsTopicArn");

  private AirportsRefresh() {}

  /** The workflow. */
  public static Workflow<Input> workflow() {
    return Workflow.named("airports-refresh", Input.class)
        .on(Trigger.s3("landing", "airports/", (in, event) -> {}))
        .flow(
            (flow, in) -> {
              flow.onFailure(
                  (then, failure) ->
                      then.run(
                          "tell-failure",
                          Sns.publish(
                              ALERTS,
                              "airports-refresh failed",
                              failure.error().plus(": ").plus(failure.cause()))));

              flow.run("create-tables", FlightsWarehouse.CREATE_TABLES);
              flow.run("copy-airports", FlightsWarehouse.COPY_AIRPORTS);
              flow.run("analyze", FlightsWarehouse.DW.analyze("public.airports"));
            });
  }
}
