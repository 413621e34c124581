package dev.stepwell.cli.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.cli.graph.StepGraph.Edge;
import org.junit.jupiter.api.Test;

class StepGraphTest {

  private static final StepGraph GRAPH =
      StepGraph.of(
          (JsonObject)
              Json.parse(
                  """
                  {"StartAt": "crawl", "States": {
                    "tell-failure": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Next": "failed"},
                    "failed": {"Type": "Fail", "Error": "Boom"},
                    "crawl": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:glue:startCrawler",
                      "Arguments": {"Name": "raw"}, "Next": "crawl.wait",
                      "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "tell-failure"}]},
                    "crawl.wait": {"Type": "Wait", "Seconds": 5, "Next": "crawl.status"},
                    "crawl.status": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:glue:getCrawler", "Next": "crawl.check",
                      "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "tell-failure"}]},
                    "crawl.check": {"Type": "Choice", "Choices": [{"Condition": "{% true %}", "Next": "transform"}], "Default": "crawl.wait"},
                    "transform": {"Type": "Map", "MaxConcurrency": 8, "Next": "good-enough", "ItemProcessor": {
                      "StartAt": "one", "States": {"one": {"Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun.sync",
                        "Arguments": {"JobName": "flights \\"quoted\\""}, "End": true}}}},
                    "good-enough": {"Type": "Choice", "Choices": [{"Condition": "{% $s > 0.9 %}", "Next": "copy"}], "Default": "tell-failure"},
                    "copy": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2", "End": true}
                  }}"""));

  @Test
  void takesThePollLoopTogetherAndPutsErrorHandlersLast() {
    assertThat(GRAPH.steps())
        .extracting(StepGraph.Node::name)
        .containsExactly("crawl", "transform", "good-enough", "copy", "tell-failure", "failed");
    assertThat(GRAPH.edges())
        .containsOnlyOnce(
            new Edge("crawl", "transform", false), new Edge("crawl", "tell-failure", true));
  }

  @Test
  void drawsText() {
    assertThat(String.join("\n", GraphText.lines(GRAPH)))
        .isEqualTo(
            """
              crawl         glue:startCrawler raw, polled
              transform     for each, 8 at once
                one         glue:startJobRun.sync flights "quoted"
              good-enough   choice                                  then copy or tell-failure
              copy          states:startExecution.sync:2            ends here
              tell-failure  sns:publish
              failed        fails Boom

              on an error: tell-failure\
            """);
  }

  @Test
  void drawsMermaid() {
    assertThat(Mermaid.lines(GRAPH))
        .startsWith(
            "flowchart TD",
            "  step1[\"crawl<br/>glue:startCrawler raw, polled\"]",
            "  step2[\"transform<br/>for each, 8 at once\"]",
            "  step3{\"good-enough<br/>choice\"}")
        .contains(
            "  step6([\"failed<br/>fails Boom\"])",
            "  step1 --> step2",
            "  step1 -.-> step5",
            "  subgraph box1 [\"transform: for each, 8 at once\"]",
            "    step7[\"one<br/>glue:startJobRun.sync flights #quot;quoted#quot;\"]",
            "  step2 -.- box1");
  }
}
