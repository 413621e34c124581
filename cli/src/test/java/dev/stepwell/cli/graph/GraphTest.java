package dev.stepwell.cli.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.dsl.model.FlowGraph;
import dev.stepwell.dsl.model.FlowGraph.Edge;
import dev.stepwell.dsl.model.FlowGraph.Vertex;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphTest {

  private static final FlowGraph GRAPH =
      new FlowGraph(
          "daily",
          List.of(
              new Vertex("crawl", "step", "Glue crawler \"raw\"", ""),
              new Vertex("transform", "forEach", "", ""),
              new Vertex("one", "step", "Glue job transform", "transform"),
              new Vertex("good-enough", "choice", "", ""),
              new Vertex("reject", "fail", "Too.Low", ""),
              new Vertex("copy", "step", "Redshift COPY", ""),
              new Vertex("daily", "workflow", "", ""),
              new Vertex("tell", "step", "SNS publish", "")),
          List.of(
              new Edge("crawl", "transform", ""),
              new Edge("transform", "good-enough", ""),
              new Edge("good-enough", "reject", "no"),
              new Edge("good-enough", "copy", "yes"),
              new Edge("daily", "tell", "fails")));

  @Test
  void drawsText() {
    assertThat(GraphText.lines(GRAPH))
        .containsExactly(
            "  crawl        Glue crawler \"raw\"",
            "  transform    for each",
            "    one        Glue job transform",
            "  good-enough  choice              no: reject, yes: copy",
            "  reject       fails with Too.Low",
            "  copy         Redshift COPY",
            "  daily        the whole workflow  fails: tell",
            "  tell         SNS publish");
  }

  /** A task that stands below another need not wait for it. */
  @Test
  void saysEveryEdgeOfAGraphOfTasks() {
    FlowGraph graph =
        new FlowGraph(
            "marts",
            List.of(
                new Vertex("look", "step", "Redshift query", ""),
                new Vertex("load", "graph", "", ""),
                new Vertex("first", "step", "Redshift batch", "load"),
                new Vertex("second", "step", "Redshift batch", "load"),
                new Vertex("groups", "mappedGraph", "", "load"),
                new Vertex("in-group", "step", "SNS publish", "groups"),
                new Vertex("alone", "step", "SNS publish", "load"),
                new Vertex("in-group-too", "forEach", "", "groups"),
                new Vertex("one", "step", "Glue job a", "in-group-too"),
                new Vertex("two", "step", "Glue job b", "in-group-too"),
                new Vertex("tell", "step", "SNS publish", "")),
            List.of(
                new Edge("look", "load", ""),
                new Edge("first", "second", ""),
                new Edge("first", "in-group", "yes"),
                new Edge("first", "alone", ""),
                new Edge("second", "in-group", ""),
                new Edge("in-group", "in-group-too", ""),
                new Edge("one", "two", ""),
                new Edge("load", "tell", "")));

    assertThat(GraphText.lines(graph))
        .containsExactly(
            "  look              Redshift query",
            "  load              graph",
            "    first           Redshift batch  then second and alone, yes: in-group",
            "    second          Redshift batch  then in-group",
            "    groups          for each",
            "      in-group      SNS publish     then in-group-too",
            "      in-group-too  for each",
            "        one         Glue job a",
            "        two         Glue job b",
            "    alone           SNS publish",
            "  tell              SNS publish");
  }

  @Test
  void drawsMermaid() {
    assertThat(Mermaid.lines(GRAPH))
        .containsExactly(
            "flowchart TD",
            "  step1[\"crawl<br/>Glue crawler #quot;raw#quot;\"]",
            "  subgraph step2 [\"transform: for each\"]",
            "    step3[\"one<br/>Glue job transform\"]",
            "  end",
            "  step4{\"good-enough<br/>choice\"}",
            "  step5([\"reject<br/>fails with Too.Low\"])",
            "  step6[\"copy<br/>Redshift COPY\"]",
            "  step7([\"daily<br/>the whole workflow\"])",
            "  step8[\"tell<br/>SNS publish\"]",
            "  step1 --> step2",
            "  step2 --> step4",
            "  step4 -- no --> step5",
            "  step4 -- yes --> step6",
            "  step7 -. fails .-> step8");
  }
}
