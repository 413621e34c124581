package dev.stepwell.dsl.authoring;

import static dev.stepwell.dsl.authoring.Blocks.COUNT;
import static dev.stepwell.dsl.authoring.Blocks.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.Args;
import dev.stepwell.dsl.Asl;
import dev.stepwell.dsl.Num;
import dev.stepwell.dsl.Redshift;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.dsl.authoring.Blocks.Answer;
import dev.stepwell.dsl.authoring.Blocks.Asked;
import dev.stepwell.dsl.authoring.Blocks.Group;
import dev.stepwell.dsl.authoring.Blocks.Input;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What blocks do when they run. */
class BlocksRunTest {

  private final Services aws = new Services();
  private final Blocks blocks = new Blocks(aws);

  @ParameterizedTest
  @CsvSource({"5, many", "1, few"})
  void whenTakesOneWay(int size, String expected) {
    blocks.run(
        "{'size': " + size + "}",
        (flow, in) -> {
          flow.when("big", in.number(Input::size).gt(3), f -> f.run("many", say("many")))
              .otherwise(f -> f.run("few", say("few")));
          flow.run("after", say("after"));
        });

    assertThat(blocks.said()).containsExactly(expected, "after");
  }

  @ParameterizedTest
  @CsvSource({"5, many-5", "1, few"})
  void chooseGivesAValue(int size, String expected) {
    blocks.run(
        "{'size': " + size + "}",
        (flow, in) -> {
          Text word =
              flow.choose(
                  "word",
                  in.number(Input::size).gt(3),
                  yes -> Text.of("many-").plus(in.number(Input::size)),
                  no -> Text.of("few"));
          flow.run("tell", say(word));
        });

    assertThat(blocks.said()).containsExactly(expected);
  }

  @Test
  void parallelGivesWhatItsBranchesGave() {
    record Both(Num left, Text right) {}
    aws.answer("lambda:invoke", "{'Payload': {'value': 7}}");

    blocks.run(
        "{'size': 1}",
        (flow, in) -> {
          Both both =
              flow.gather(
                  "both",
                  branches ->
                      new Both(
                          branches.collect(
                              "left",
                              f ->
                                  f.run("count", COUNT.with(Asked::size, Num.of(1)).invoke())
                                      .output()
                                      .number(Answer::value)),
                          branches.collect(
                              "right",
                              f -> {
                                f.waitFor("pause", Duration.ofSeconds(1));
                                return Text.of("r");
                              })));
          flow.run("tell", say(both.right().plus(both.left())));
        });

    assertThat(blocks.said()).containsExactly("r7");
  }

  @Test
  void innerForEachSeesTheOuterItem() {
    aws.answer("aws-sdk:redshiftdata:executeStatement", "{'Id': 's'}")
        .answer("aws-sdk:redshiftdata:describeStatement", "{'Status': 'FINISHED'}");
    Redshift warehouse = Redshift.serverless("analytics", "dw");

    blocks.run(
        "{'groups': [{'name': 'a', 'members': ['x', 'y']}, {'name': 'b', 'members': ['x']}]}",
        (flow, in) ->
            flow.forEach("groups", in.items(Input::groups))
                .atOnce(1)
                .run(
                    (outer, group) ->
                        outer
                            .forEach("members", group.items(Group::members))
                            .run(
                                (inner, member) -> {
                                  inner.run(
                                      "tell",
                                      say(
                                          group
                                              .text(Group::name)
                                              .plus("/")
                                              .plus(Text.from(member))));
                                  inner.run("load", warehouse.sql("SELECT 1"));
                                })));

    assertThat(blocks.said()).containsExactlyInAnyOrder("a/x", "a/y", "b/x");
    assertThat(aws.asked("aws-sdk:redshiftdata:executeStatement"))
        .extracting(statement -> statement.string("ClientToken"))
        .doesNotHaveDuplicates()
        .hasSize(3);
  }

  @Test
  void collectKeepsTheOrderOfItems() {
    aws.on(
        "lambda:invoke",
        call ->
            JsonObject.of(
                "Payload",
                JsonObject.of(
                    "value",
                    java.util.Objects.requireNonNull(call.object("Payload").get("size")))));
    record One(int size) {}
    record Many(List<One> ones) {}
    Execution run =
        aws.run(
            Workflow.named("order", Many.class)
                .flow(
                    (flow, in) -> {
                      var values =
                          flow.forEach("each", in.items(Many::ones))
                              .collect(
                                  (each, one) ->
                                      each.run(
                                              "count",
                                              COUNT
                                                  .with(Asked::size, one.number(One::size))
                                                  .invoke())
                                          .output()
                                          .number(Answer::value));
                      flow.run("tell", say(Text.jsonata("$string({0})", values)));
                    }),
            "{'ones': [{'size': 3}, {'size': 1}, {'size': 2}]}");

    assertThat(run.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(blocks.said()).containsExactly("[3,1,2]");
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "'{''name'': ''a''}', a",
    "'{''name'': ''a''}, {}, {''name'': ''b''}', a; b",
  })
  void textsOfItemsAreJoined(String groups, String expected) {
    blocks.run(
        "{'groups': [" + groups + "]}",
        (flow, in) -> {
          var names = in.items(Input::groups).texts(Group::name);
          flow.run("tell", say(names.joined("; ").plus("|").plus(names.count())));
        });

    assertThat(blocks.said())
        .containsExactly(expected + "|" + expected.chars().filter(Character::isLetter).count());
  }

  @ParameterizedTest
  @CsvSource({"'{}', none", "'{''note'': ''x''}', x"})
  void optionalInputHasAnAlternative(String input, String expected) {
    blocks.run(input, (flow, in) -> flow.run("tell", say(in.text(Input::note).orElse("none"))));

    assertThat(blocks.said()).containsExactly(expected);
  }

  @Test
  void absentOptionalOutputIsNull() {
    aws.answer("lambda:invoke", "{'Payload': {'value': 7}}");

    blocks.run(
        "{}",
        (flow, in) -> {
          var answer = flow.run("count", COUNT.with(Asked::size, Num.of(1)).invoke()).output();
          flow.when(
                  "remarked", answer.text(Answer::remark).isPresent(), f -> f.run("a", say("yes")))
              .otherwise(f -> f.run("b", say("no")));
        });

    assertThat(blocks.said()).containsExactly("no");
  }

  @Test
  void fragmentWrittenByHandTakesArgumentsAndGivesAShape() {
    String fragment =
        """
        {"StartAt": "Double", "States": {"Double": {
          "Type": "Pass", "Output": {"value": "{% $states.input.size * 2 %}"}, "End": true}}}
        """;

    blocks.run(
        "{'size': 21}",
        (flow, in) -> {
          var answer =
              flow.run(
                  "legacy",
                  Asl.fragment(fragment, Args.of("size", in.number(Input::size)), Answer.class));
          flow.run("tell", say(answer.output().number(Answer::value).text()));
        });

    assertThat(blocks.said()).containsExactly("42");
  }

  @ParameterizedTest
  @CsvSource({"flights/2001.csv, true", "flights/2001.txt, false", "other/2001.csv, false"})
  void textsMatchRegularExpressions(String note, boolean matching) {
    blocks.run(
        "{'note': '" + note + "'}",
        (flow, in) ->
            flow.run(
                "tell",
                say(Text.of("").plus(in.text(Input::note).matches("^flights/[0-9]{4}\\.csv$")))));

    assertThat(blocks.said()).containsExactly(String.valueOf(matching));
  }

  @Test
  void stepsCalledLikeFunctionsDoNotHideThem() {
    aws.answer("lambda:invoke", "{'Payload': {'value': 7}}");

    blocks.run(
        "{'groups': [{'name': 'a', 'members': []}]}",
        (flow, in) -> {
          var count = flow.run("count", COUNT.with(Asked::size, Num.of(1)).invoke()).output();
          var failure = flow.run("failure", COUNT.with(Asked::size, Num.of(1)).invoke()).output();
          flow.run(
              "string",
              say(
                  Text.of("n=")
                      .plus(count.number(Answer::value))
                      .plus(failure.number(Answer::value))
                      .plus(in.items(Input::groups).count())));
        });

    assertThat(blocks.said()).containsExactly("n=771");
  }
}
