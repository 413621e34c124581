package dev.stepwell.aws;

import dev.stepwell.aws.yaml.Yaml;
import dev.stepwell.aws.yaml.Yaml.Mapping;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.Resource.DeliveryStream;
import dev.stepwell.dsl.Resources;
import java.util.ArrayList;
import java.util.List;

/**
 * Alarms for what nobody would see otherwise: an execution that ended badly or could not start, a
 * trigger that could not be delivered, and a stream that does not deliver. A function's errors are
 * retried by the workflow and show there if they stay, so they have no alarm of their own. Alarms
 * tell a topic only if one is given.
 */
final class Alarms {
  static final String TOPIC = "AlarmTopicArn";
  static final String CONDITION = "HasAlarmTopic";

  private static final int PERIOD = 300;
  private static final int LATE_SECONDS = 900;
  private static final int LATE_INTERVALS = 5;

  /** CloudWatch's names of what can go wrong with an execution as a whole. */
  private static final List<String> BAD_ENDS =
      List.of("ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted", "ExecutionThrottled");

  private Alarms() {}

  static Mapping parameter() {
    return Yaml.map()
        .with("Type", "String")
        .with("Default", "")
        .with("Description", "ARN of the SNS topic that alarms are sent to; empty for none");
  }

  static Mapping conditions() {
    return Yaml.map()
        .with(CONDITION, not(Yaml.map().with("Fn::Equals", Yaml.list(Yaml.ref(TOPIC), ""))));
  }

  private static Mapping not(Mapping condition) {
    return Yaml.map().with("Fn::Not", Yaml.list(condition));
  }

  /** One alarm for each machine, and one for the queue. */
  static Mapping resources(List<Compiled> workflows) {
    Mapping all = Yaml.map();
    for (Compiled workflow : workflows) {
      all = all.with(LogicalIds.of(workflow.name(), "Alarm"), machine(workflow));
    }
    return all.with(Triggers.QUEUE + "Alarm", queue());
  }

  /** One alarm for each delivery stream: what lies in it longer than it should is not delivered. */
  static Mapping resources(Resources resources) {
    Mapping all = Yaml.map();
    for (DeliveryStream stream : resources.all(DeliveryStream.class)) {
      all = all.with(DeliveryStreams.id(stream) + "Alarm", stream(stream));
    }
    return all;
  }

  private static Mapping stream(DeliveryStream stream) {
    return alarm(
        stream.name() + " delivers nothing, or late",
        metric(
                "AWS/Firehose",
                "DeliveryToS3.DataFreshness",
                "DeliveryStreamName",
                Yaml.ref(DeliveryStreams.id(stream)))
            .with("Period", PERIOD)
            .with("Statistic", "Maximum"),
        (int) Math.max(LATE_SECONDS, LATE_INTERVALS * stream.interval().toSeconds()));
  }

  private static Mapping machine(Compiled workflow) {
    var metrics = new ArrayList<Mapping>();
    for (String name : BAD_ENDS) {
      metrics.add(
          Yaml.map()
              .with("Id", Character.toLowerCase(name.charAt(0)) + name.substring(1))
              .with("ReturnData", false)
              .with(
                  "MetricStat",
                  Yaml.map()
                      .with(
                          "Metric",
                          metric(
                              "AWS/States",
                              name,
                              "StateMachineArn",
                              Yaml.ref(StateMachines.id(workflow))))
                      .with("Period", PERIOD)
                      .with("Stat", "Sum")));
    }
    metrics.add(
        Yaml.map()
            .with("Id", "all")
            .with("Expression", "SUM(METRICS())")
            .with("Label", "bad ends"));
    return alarm(
        workflow.name() + " failed, timed out, was stopped or could not start",
        Yaml.map().with("Metrics", metrics));
  }

  private static Mapping queue() {
    return alarm(
        "a trigger could not be delivered and lies in the queue",
        metric(
                "AWS/SQS",
                "ApproximateNumberOfMessagesVisible",
                "QueueName",
                Yaml.getAtt(Triggers.QUEUE + ".QueueName"))
            .with("Period", PERIOD)
            .with("Statistic", "Maximum"));
  }

  private static Mapping metric(String namespace, String name, String dimension, Yaml value) {
    return Yaml.map()
        .with("Namespace", namespace)
        .with("MetricName", name)
        .with("Dimensions", Yaml.list(Yaml.map().with("Name", dimension).with("Value", value)));
  }

  private static Mapping alarm(String description, Mapping what) {
    return alarm(description, what, 0);
  }

  private static Mapping alarm(String description, Mapping what, int threshold) {
    return Yaml.map()
        .with("Type", "AWS::CloudWatch::Alarm")
        .with(
            "Properties",
            Yaml.map()
                .with("AlarmDescription", description)
                .withAll(what)
                .with("ComparisonOperator", "GreaterThanThreshold")
                .with("Threshold", threshold)
                .with("EvaluationPeriods", 1)
                .with("TreatMissingData", "notBreaching")
                .with(
                    "AlarmActions",
                    Yaml.map()
                        .with(
                            "Fn::If",
                            Yaml.list(
                                CONDITION, Yaml.list(Yaml.ref(TOPIC)), Yaml.ref("AWS::NoValue")))));
  }
}
