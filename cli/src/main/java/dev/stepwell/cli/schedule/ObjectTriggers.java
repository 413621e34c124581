package dev.stepwell.cli.schedule;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.Catalogue;
import dev.stepwell.dsl.CompiledTrigger;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.local.s3.ObjectEvent;
import dev.stepwell.local.s3.ObjectListener;
import dev.stepwell.scheduler.Scheduler;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Makes runs of new objects, as the rules of EventBridge do on AWS. */
final class ObjectTriggers implements ObjectListener {

  private record Rule(String workflow, CompiledTrigger.ObjectCreated trigger) {}

  private final Scheduler scheduler;
  private final List<Rule> rules = new ArrayList<>();

  ObjectTriggers(Catalogue catalogue, Scheduler scheduler) {
    this.scheduler = scheduler;
    for (Workflow<?> workflow : catalogue.workflows()) {
      for (CompiledTrigger trigger : workflow.compile().triggers()) {
        if (trigger instanceof CompiledTrigger.ObjectCreated object) {
          rules.add(new Rule(workflow.name(), object));
        }
      }
    }
  }

  @Override
  public void onEvent(ObjectEvent event) {
    for (Rule rule : rules) {
      if (event.kind().isCreated()
          && event.bucket().equals(rule.trigger().bucket())
          && event.key().startsWith(rule.trigger().prefix())) {
        scheduler.event(rule.workflow(), rule.trigger().name(), input(rule.trigger(), event));
      }
    }
  }

  /** What the rule's input transformer makes of the event. */
  private static Json input(CompiledTrigger.ObjectCreated trigger, ObjectEvent event) {
    String template = trigger.inputTemplate();
    return (JsonObject)
        Json.parse(
            template
                .replace("<bucket>", Json.of(event.bucket()).compact())
                .replace("<key>", Json.of(event.key()).compact())
                .replace(
                    "<time>",
                    Json.of(event.time().truncatedTo(ChronoUnit.SECONDS).toString()).compact()));
  }
}
