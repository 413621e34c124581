package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.ArrayList;
import java.util.List;

/** Events for a bus of EventBridge, at most ten. */
public final class EventBridgePut extends Task<EventBridge.Put> {

  private static final int CALL_SECONDS = 60;
  private static final int MOST = 10;
  private static final int LONGEST_NAME = 256;

  private final List<Expr.Fields> entries;
  private final Text bus;

  private EventBridgePut(List<Expr.Fields> entries, Text bus) {
    super(
        "EventBridge put",
        new Work.Request(
            call(entries, bus),
            Outputs.of(
                Expr.fields().and("eventIds", Expr.call("[{0}.EventId]", Expr.result("Entries"))))),
        parts -> new EventBridge.Put(new Items<>(parts.part("eventIds"), Naming.SAME)));
    this.entries = List.copyOf(entries);
    this.bus = bus;
  }

  static EventBridgePut first(String source, String detailType, Args detail) {
    return new EventBridgePut(List.of(entry(source, detailType, detail)), Text.of("default"));
  }

  /** With another event for the same bus. */
  public EventBridgePut and(String source, String detailType, Args detail) {
    if (entries.size() == MOST) {
      throw InvalidWorkflowException.here(
          "EventBridge takes at most 10 events in one call; put '"
              + detailType
              + "' with a step of its own");
    }
    List<Expr.Fields> more = new ArrayList<>(entries);
    more.add(entry(source, detailType, detail));
    return new EventBridgePut(more, bus);
  }

  /** On this bus; its name or ARN. */
  public EventBridgePut bus(Text nameOrArn) {
    return new EventBridgePut(entries, nameOrArn);
  }

  private static Expr.Fields entry(String source, String detailType, Args detail) {
    check("source", source);
    check("detail type", detailType);
    if (source.startsWith("aws.")) {
      throw InvalidWorkflowException.here(
          "the event source '"
              + source
              + "' starts with aws., which belongs to AWS; use a name of your own");
    }
    return Expr.fields()
        .and("Source", Text.of(source).expr())
        .and("DetailType", Text.of(detailType).expr())
        .and("Detail", detail.fields());
  }

  private static void check(String what, String name) {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw InvalidWorkflowException.here(
          "the "
              + what
              + " of an event has 1 to 256 characters, but this one has "
              + name.strip().length());
    }
  }

  private static Call call(List<Expr.Fields> entries, Text bus) {
    List<Expr> all = new ArrayList<>();
    for (Expr.Fields entry : entries) {
      all.add(entry.and("EventBusName", bus.expr()));
    }
    String known = Arns.of(bus);
    String arn =
        known.startsWith("arn:") || known.startsWith("${") || known.equals("*")
            ? known
            : "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/" + known;
    return new Call(
        "events:putEvents",
        Expr.fields().and("Entries", new Expr.Elements(all)),
        CALL_SECONDS,
        List.of(
            RetryRule.service(
                "EventBridge.AmazonEventBridgeException", "EventBridge.SdkClientException")),
        List.of(Permission.on(arn, "events:PutEvents")));
  }
}
