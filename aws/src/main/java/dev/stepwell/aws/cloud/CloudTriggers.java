package dev.stepwell.aws.cloud;

import dev.stepwell.aws.cloud.CloudTrigger.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.ListRuleNamesByTargetRequest;
import software.amazon.awssdk.services.eventbridge.model.ListRuleNamesByTargetResponse;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;

/**
 * What starts machines: schedules of EventBridge Scheduler, and rules of the account's default bus.
 * Thread-safe.
 *
 * <p>Every method throws {@link CloudException} if AWS refuses or cannot be reached.
 */
public final class CloudTriggers implements AutoCloseable {

  private static final String DEFAULT_BUS = "default";

  private final SchedulerClient schedules;
  private final EventBridgeClient rules;

  private CloudTriggers(SchedulerClient schedules, EventBridgeClient rules) {
    this.schedules = schedules;
    this.rules = rules;
  }

  /** Clients; nothing is asked yet. */
  public static CloudTriggers at(Connection connection) {
    return new CloudTriggers(
        Clients.of("EventBridge Scheduler", SchedulerClient.builder(), connection),
        Clients.of("EventBridge", EventBridgeClient.builder(), connection));
  }

  /**
   * What has one of these as its target: schedules by their names, then rules by theirs.
   *
   * @param targets ARNs; versions and aliases of a machine have their own
   */
  public List<CloudTrigger> of(List<String> targets) {
    List<CloudTrigger> found = new ArrayList<>();
    Failures.telling(
            "cannot list the schedules",
            () ->
                schedules.listSchedulesPaginator(it -> {}).schedules().stream()
                    .filter(each -> targets.contains(each.target().arn()))
                    .map(this::schedule)
                    .toList())
        .forEach(found::add);
    for (String target : targets) {
      for (String name : ruleNames(target)) {
        found.add(rule(name));
      }
    }
    return found;
  }

  private CloudTrigger schedule(ScheduleSummary found) {
    GetScheduleResponse whole =
        schedules.getSchedule(it -> it.groupName(found.groupName()).name(found.name()));
    return new CloudTrigger(
        Kind.SCHEDULE,
        found.groupName(),
        found.name(),
        whole.scheduleExpression(),
        Optional.ofNullable(whole.scheduleExpressionTimezone()).orElse("UTC"),
        whole.state() != ScheduleState.DISABLED);
  }

  /** The SDK has no paginator for it. */
  private List<String> ruleNames(String target) {
    return Failures.telling(
        "cannot list the rules for " + target,
        () -> {
          List<String> names = new ArrayList<>();
          String next = null;
          do {
            ListRuleNamesByTargetResponse page =
                rules.listRuleNamesByTarget(
                    ListRuleNamesByTargetRequest.builder()
                        .targetArn(target)
                        .nextToken(next)
                        .build());
            names.addAll(page.ruleNames());
            next = page.nextToken();
          } while (next != null);
          return names;
        });
  }

  private CloudTrigger rule(String name) {
    DescribeRuleResponse rule =
        Failures.telling(
            "cannot describe the rule " + name, () -> rules.describeRule(it -> it.name(name)));
    String when = rule.eventPattern() == null ? rule.scheduleExpression() : rule.eventPattern();
    return new CloudTrigger(
        Kind.RULE, DEFAULT_BUS, name, when, "", rule.state() != RuleState.DISABLED);
  }

  /** Has it start something, or nothing until it is enabled again. */
  public void enable(CloudTrigger trigger, boolean enabled) {
    Failures.telling(
        "cannot " + (enabled ? "enable " : "disable ") + trigger.name(),
        () -> {
          if (trigger.kind() == Kind.SCHEDULE) {
            return update(trigger, enabled ? ScheduleState.ENABLED : ScheduleState.DISABLED);
          }
          return enabled
              ? rules.enableRule(it -> it.name(trigger.name()))
              : rules.disableRule(it -> it.name(trigger.name()));
        });
  }

  /** An update replaces everything: what is not said is lost. */
  private Object update(CloudTrigger trigger, ScheduleState state) {
    GetScheduleResponse is =
        schedules.getSchedule(it -> it.groupName(trigger.group()).name(trigger.name()));
    return schedules.updateSchedule(
        it ->
            it.groupName(trigger.group())
                .name(trigger.name())
                .description(is.description())
                .scheduleExpression(is.scheduleExpression())
                .scheduleExpressionTimezone(is.scheduleExpressionTimezone())
                .startDate(is.startDate())
                .endDate(is.endDate())
                .flexibleTimeWindow(is.flexibleTimeWindow())
                .actionAfterCompletion(is.actionAfterCompletion())
                .kmsKeyArn(is.kmsKeyArn())
                .target(is.target())
                .state(state));
  }

  @Override
  public void close() {
    schedules.close();
    rules.close();
  }
}
