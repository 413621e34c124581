package dev.stepwell.cli.schedule;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.CompiledTrigger;
import dev.stepwell.local.s3.ObjectEvent;
import dev.stepwell.local.s3.ObjectListener;
import dev.stepwell.scheduler.Asset;
import dev.stepwell.scheduler.Scheduler;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes runs of new objects, as the rules of EventBridge do on AWS, and tells of assets whose URI
 * is a bucket with a prefix, {@code s3://landing/flights}: each new object in it updates them.
 */
final class ObjectTriggers implements ObjectListener {

  private static final String S3 = "s3://";

  /** Replaced in one pass: a key may look like a place. */
  private static final Pattern PLACE = Pattern.compile("<(bucket|key|time)>");

  private record Rule(String workflow, CompiledTrigger.ObjectCreated trigger) {}

  private final Scheduler scheduler;
  private final List<Rule> rules = new ArrayList<>();
  private final Set<String> assets = new LinkedHashSet<>();

  ObjectTriggers(Collection<Compiled> workflows, Scheduler scheduler) {
    this.scheduler = scheduler;
    for (Compiled workflow : workflows) {
      for (CompiledTrigger trigger : workflow.triggers()) {
        if (trigger instanceof CompiledTrigger.ObjectCreated object) {
          rules.add(new Rule(workflow.name(), object));
        } else if (trigger instanceof CompiledTrigger.AssetsUpdated updated) {
          updated.condition().assets().forEach(asset -> assets.add(asset.uri()));
        }
      }
    }
  }

  /** The buckets whose objects make runs or update assets, by their names. */
  Set<String> buckets() {
    Set<String> buckets = new LinkedHashSet<>();
    rules.forEach(rule -> buckets.add(rule.trigger().bucket()));
    for (String asset : assets) {
      if (asset.startsWith(S3)) {
        buckets.add(asset.substring(S3.length()).replaceFirst("/.*", ""));
      }
    }
    return buckets;
  }

  @Override
  public void onEvent(ObjectEvent event) {
    if (!event.kind().isCreated()) {
      return;
    }
    String uri = S3 + event.bucket() + "/" + event.key();
    for (String asset : assets) {
      if (uri.equals(asset) || uri.startsWith(asset.endsWith("/") ? asset : asset + "/")) {
        scheduler.updated(new Asset(asset), "", JsonObject.of("key", Json.of(event.key())));
      }
    }
    for (Rule rule : rules) {
      if (event.bucket().equals(rule.trigger().bucket())
          && event.key().startsWith(rule.trigger().prefix())) {
        scheduler.event(rule.workflow(), rule.trigger().name(), input(rule.trigger(), event));
      }
    }
  }

  /** What the rule's input transformer makes of the event. */
  private static Json input(CompiledTrigger.ObjectCreated trigger, ObjectEvent event) {
    return Json.parse(
        PLACE
            .matcher(trigger.inputTemplate())
            .replaceAll(
                place ->
                    Matcher.quoteReplacement(
                        Json.of(
                                switch (place.group(1)) {
                                  case "bucket" -> event.bucket();
                                  case "key" -> event.key();
                                  default ->
                                      event.time().truncatedTo(ChronoUnit.SECONDS).toString();
                                })
                            .compact())));
  }
}
