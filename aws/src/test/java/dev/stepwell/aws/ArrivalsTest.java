package dev.stepwell.aws;

import static dev.stepwell.aws.SamTemplateTest.getAtt;
import static dev.stepwell.aws.SamTemplateTest.ref;
import static dev.stepwell.aws.SamTemplateTest.sub;
import static dev.stepwell.aws.SamTemplateTest.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.CompiledTrigger;
import dev.stepwell.dsl.Glue;
import dev.stepwell.dsl.Resource;
import dev.stepwell.dsl.Resources;
import dev.stepwell.dsl.Trigger;
import dev.stepwell.dsl.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The ways of data into the stack: objects that start one execution each, and delivery streams. */
class ArrivalsTest {

  @Test
  void startsOnceForAnObjectThroughAQueueAndAFunction() {
    Compiled loads =
        Workflow.named("loads", Sample.Input.class)
            .on(
                Trigger.exactlyOnce(
                    Trigger.s3(
                        "landing",
                        "flights/",
                        (in, event) -> in.set(Sample.Input::day, event.partition("day").asDay()))))
            .flow((flow, in) -> flow.run("crawl", Glue.crawler("flights_raw")))
            .compile();
    var landing = Resources.builder().add(new Resource.Bucket("landing", null)).build();
    var once = new Template(SamTemplate.of(List.of(loads), landing));

    assertThat(once.problems()).isEmpty();
    assertThat(once.at("Resources", "LoadsStateMachine", "Properties", "Events")).isNull();
    assertThat(
            once.at("Resources", "LoadsS3Rule", "Properties", "EventPattern", "detail", "bucket"))
        .isEqualTo(Map.of("name", List.of(ref("LandingBucket"))));
    assertThat(once.at("Resources", "LoadsS3Rule", "Properties", "State"))
        .isEqualTo(ref("TriggersState"));
    assertThat(once.at("Resources", "LoadsS3Rule", "Properties", "Targets", 0, "Arn"))
        .isEqualTo(getAtt("LoadsS3Queue.Arn"));
    Object[] function = {"Resources", "LoadsS3Function", "Properties"};
    assertThat(once.at(with(function, "Environment", "Variables", "STATE_MACHINE_ARN")))
        .isEqualTo(sub("${LoadsStateMachine}:live"));
    assertThat(once.at(with(function, "Environment", "Variables", "INPUT_TEMPLATE")))
        .isEqualTo(((CompiledTrigger.ObjectCreated) loads.triggers().get(0)).inputTemplate());
    assertThat(once.at(with(function, "Events", "Arrivals", "Properties", "FunctionResponseTypes")))
        .isEqualTo(List.of("ReportBatchItemFailures"));
    assertThat(once.at(with(function, "Policies", 0, "Statement")))
        .isEqualTo(
            List.of(
                Map.of(
                    "Effect",
                    "Allow",
                    "Action",
                    List.of("states:StartExecution"),
                    "Resource",
                    List.of(sub("${LoadsStateMachine}:live")))));
    int visible = (int) once.at("Resources", "LoadsS3Queue", "Properties", "VisibilityTimeout");
    assertThat(visible).isGreaterThanOrEqualTo(6 * (int) once.at(with(function, "Timeout")));
    assertThat(SamTemplate.arrivals("arn:aws:states:eu-west-1:1:stateMachine:x-loads", "s3"))
        .isEqualTo("arn:aws:sqs:eu-west-1:1:x-loads-s3");
    assertThat(once.at("Resources", "LoadsS3Queue", "Properties", "QueueName"))
        .isEqualTo(sub("${NamePrefix}-loads-s3"));
  }

  @Test
  void deliversStreamsWithTheFunctionThatTransformsThem() {
    Resources resources =
        Resources.builder()
            .add(new Resource.Bucket("lake", null))
            .add(new Resource.Function("Clean", "x.Clean", 512, Duration.ofMinutes(1)))
            .add(
                new Resource.DeliveryStream(
                    "clicks",
                    "lake",
                    "clicks/day=!{partitionKeyFromLambda:day}/",
                    "refused/!{firehose:error-output-type}/",
                    "Clean",
                    Duration.ofMinutes(2)))
            .add(
                new Resource.DeliveryStream("raw", "lake", "raw/", "", null, Duration.ofMinutes(5)))
            .build();
    var streams = new Template(SamTemplate.of(List.of(), resources));

    assertThat(streams.problems()).isEmpty();
    Object[] clicks = {
      "Resources", "ClicksDeliveryStream", "Properties", "ExtendedS3DestinationConfiguration"
    };
    assertThat(streams.at(with(clicks, "BufferingHints")))
        .isEqualTo(Map.of("IntervalInSeconds", 120, "SizeInMBs", 64));
    assertThat(streams.at(with(clicks, "DynamicPartitioningConfiguration", "Enabled")))
        .isEqualTo(true);
    assertThat(
            streams.at(with(clicks, "ProcessingConfiguration", "Processors", 0, "Parameters", 0)))
        .isEqualTo(
            Map.of("ParameterName", "LambdaArn", "ParameterValue", ref("CleanFunction.Alias")));
    assertThat(Template.targets(streams.at("Resources", "ClicksDeliveryStreamRole", "Properties")))
        .containsExactlyInAnyOrder(
            "AWS::AccountId",
            "LakeBucket.Arn",
            "CleanFunction.Arn",
            "ClicksDeliveryStreamLogs.Arn");
    Object[] raw = {
      "Resources", "RawDeliveryStream", "Properties", "ExtendedS3DestinationConfiguration"
    };
    assertThat(streams.at(with(raw, "DynamicPartitioningConfiguration"))).isNull();
    assertThat(streams.at(with(raw, "ProcessingConfiguration"))).isNull();
    assertThat(streams.at("Resources", "ClicksDeliveryStreamAlarm", "Properties", "MetricName"))
        .isEqualTo("DeliveryToS3.DataFreshness");
    assertThat(streams.at("Resources", "RawDeliveryStreamAlarm", "Properties", "Threshold"))
        .isEqualTo(1500);
  }
}
