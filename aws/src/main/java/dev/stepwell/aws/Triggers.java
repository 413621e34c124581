package dev.stepwell.aws;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.aws.yaml.Yaml;
import dev.stepwell.aws.yaml.Yaml.Mapping;
import dev.stepwell.dsl.CompiledTrigger;
import dev.stepwell.dsl.CompiledTrigger.ExecutionLost;
import dev.stepwell.dsl.CompiledTrigger.ObjectCreated;
import dev.stepwell.dsl.CompiledTrigger.Schedule;
import java.util.List;

/** Schedules and rules. What cannot be delivered goes to one dead letter queue. */
final class Triggers {
  static final String QUEUE = "UndeliveredTriggers";

  /** Whether schedules and events start anything; what tears down after lost executions does. */
  static final String STATE = "TriggersState";

  private static final int RETRIES = 5;
  private static final int OLDEST_SECONDS = 3600;

  private final DeployedNames names;

  Triggers(DeployedNames names) {
    this.names = names;
  }

  /** The events of one state machine, by name; those that come through a queue are none. */
  Mapping events(List<CompiledTrigger> triggers) {
    Mapping events = Yaml.map();
    for (CompiledTrigger trigger : triggers) {
      String id = LogicalIds.of(trigger.name(), "");
      if (trigger instanceof Schedule schedule) {
        events = events.with(id, schedule(schedule), schedule.source());
      } else if (trigger instanceof ObjectCreated object && !object.exactlyOnce()) {
        events =
            events.with(
                id,
                rule(
                    object.pattern(),
                    object.inputPaths(),
                    object.inputTemplate(),
                    Yaml.ref(STATE)));
      } else if (trigger instanceof ExecutionLost lost) {
        events =
            events.with(
                id,
                rule(lost.pattern(), lost.inputPaths(), lost.inputTemplate(), Yaml.of("ENABLED")));
      }
    }
    return events;
  }

  /** The queue for what could not be delivered, and the rules' right to use it. */
  static Mapping queue() {
    return Yaml.map()
        .with(
            QUEUE,
            Yaml.map()
                .with("Type", "AWS::SQS::Queue")
                .with("DeletionPolicy", "Retain")
                .with("UpdateReplacePolicy", "Retain")
                .with(
                    "Properties",
                    Yaml.map()
                        .with("MessageRetentionPeriod", 14 * 24 * 3600)
                        .with("SqsManagedSseEnabled", true)))
        .with(
            QUEUE + "Policy",
            // Any rule of this account, not each by name: rules refer to the queue, which would be
            // a
            // cycle.
            policy(
                QUEUE,
                "ArnLike",
                Yaml.sub("arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/*")));
  }

  /**
   * Lets rules send to a queue.
   *
   * @param operator of IAM, between the rule that sends and {@code rules}
   */
  static Mapping policy(String queue, String operator, Yaml rules) {
    Mapping sends =
        Yaml.map()
            .with("Effect", "Allow")
            .with("Principal", Yaml.map().with("Service", "events.amazonaws.com"))
            .with("Action", "sqs:SendMessage")
            .with("Resource", Yaml.getAtt(queue + ".Arn"))
            .with("Condition", Yaml.map().with(operator, Yaml.map().with("aws:SourceArn", rules)));
    return Yaml.map()
        .with("Type", "AWS::SQS::QueuePolicy")
        .with(
            "Properties",
            Yaml.map()
                .with("Queues", Yaml.list(Yaml.ref(queue)))
                .with("PolicyDocument", Statements.document(List.of(sends))));
  }

  private Mapping schedule(Schedule schedule) {
    return Yaml.map()
        .with("Type", "ScheduleV2")
        .with(
            "Properties",
            Yaml.map()
                .with("OmitName", true)
                .with("State", Yaml.ref(STATE))
                .with("ScheduleExpression", schedule.expression())
                .with("ScheduleExpressionTimezone", schedule.zone())
                .withAll(bounds(schedule))
                .with("FlexibleTimeWindow", window(schedule.flexibleMinutes()))
                .with("Input", names.text(schedule.input().compact()))
                .withAll(delivered()));
  }

  private static Mapping bounds(Schedule schedule) {
    Mapping bounds = Yaml.map();
    if (schedule.startDate() != null) {
      bounds = bounds.with("StartDate", schedule.startDate().toString());
    }
    return schedule.endDate() == null
        ? bounds
        : bounds.with("EndDate", schedule.endDate().toString());
  }

  private static Mapping window(int minutes) {
    return minutes == 0
        ? Yaml.map().with("Mode", "OFF")
        : Yaml.map().with("Mode", "FLEXIBLE").with("MaximumWindowInMinutes", minutes);
  }

  static Mapping parameter() {
    return Yaml.map()
        .with("Type", "String")
        .with("Default", "ENABLED")
        .with("AllowedValues", List.of("ENABLED", "DISABLED"))
        .with("Description", "Whether schedules and S3 events start workflows");
  }

  private Mapping rule(JsonObject pattern, JsonObject paths, String template, Yaml state) {
    return Yaml.map()
        .with("Type", "EventBridgeRule")
        .with(
            "Properties",
            Yaml.map()
                .with("State", state)
                .with("Pattern", names.json(pattern))
                .with(
                    "InputTransformer",
                    Yaml.map()
                        .with("InputPathsMap", names.json(paths))
                        .with("InputTemplate", names.text(template)))
                .withAll(delivered()));
  }

  static Mapping delivered() {
    return Yaml.map()
        .with(
            "RetryPolicy",
            Yaml.map()
                .with("MaximumRetryAttempts", RETRIES)
                .with("MaximumEventAgeInSeconds", OLDEST_SECONDS))
        .with("DeadLetterConfig", Yaml.map().with("Arn", Yaml.getAtt(QUEUE + ".Arn")));
  }
}
