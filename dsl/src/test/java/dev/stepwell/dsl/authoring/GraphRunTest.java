package dev.stepwell.dsl.authoring;

import static dev.stepwell.dsl.authoring.Blocks.COUNT;
import static dev.stepwell.dsl.authoring.Blocks.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.ErrorName;
import dev.stepwell.dsl.Items;
import dev.stepwell.dsl.Num;
import dev.stepwell.dsl.Pair;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.TriggerRule;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.dsl.authoring.Blocks.Answer;
import dev.stepwell.dsl.authoring.Blocks.Asked;
import dev.stepwell.dsl.authoring.Blocks.Group;
import dev.stepwell.dsl.authoring.Blocks.Input;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What graphs of tasks do when they run, apart from their rules. */
class GraphRunTest {

  private static final String TWO =
      "{'groups': [{'name': 'a', 'members': []}, {'name': 'b', 'members': []}]}";

  private final Services aws = new Services();
  private final Blocks blocks = new Blocks(aws);

  /** The value is made in one branch of a fork and read in another fork and behind the graph. */
  @Test
  void valuesReachWhateverIsDownstream() {
    aws.answer("lambda:invoke", "{'Payload': {'value': 7}}");

    Execution run =
        blocks.run(
            "{}",
            (flow, in) -> {
              Num[] kept = new Num[1];
              flow.graph(
                  "g",
                  graph -> {
                    var count = graph.run("count", COUNT.with(Asked::size, Num.of(1)).invoke());
                    kept[0] = count.output().number(Answer::value);
                    var other = graph.run("other", say("other"));
                    graph.run("left", say(Text.of("left-").plus(kept[0]))).after(other);
                    graph.run("right", say("right")).after(other, count);
                  });
              flow.run("behind", say(Text.of("behind-").plus(kept[0])));
            });

    assertThat(run.status()).as("%s", run.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(blocks.said()).containsExactlyInAnyOrder("other", "left-7", "right", "behind-7");
  }

  @Test
  void childSeesWhatItReadsAndGivesWhatOthersRead() {
    aws.answer("lambda:invoke", "{'Payload': {'value': 7}}");

    Execution run =
        blocks.run(
            "{'note': 'n'}",
            (flow, in) ->
                flow.graph(
                    "g",
                    graph -> {
                      var first = graph.run("first", COUNT.with(Asked::size, Num.of(1)).invoke());
                      Num[] inner = new Num[1];
                      graph.child(
                          "apart",
                          child -> {
                            var count =
                                child.run(
                                    "count",
                                    COUNT
                                        .with(Asked::size, first.output().number(Answer::value))
                                        .invoke());
                            inner[0] = count.output().number(Answer::value);
                            child
                                .run("tell", say(in.text(Input::note).plus(inner[0])))
                                .after(count);
                          });
                      graph.run("last", say(Text.of("last-").plus(inner[0])));
                    }));

    assertThat(run.status()).as("%s", run.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(blocks.said()).containsExactlyInAnyOrder("n7", "last-7");
    assertThat(run.mapRuns()).hasSize(1);
    assertThat(run.output())
        .map(Json::compact)
        .hasValueSatisfying(text -> assertThat(text).contains("\"tell\":\"success\""));
  }

  @Test
  void mappedGroupReadsItsItemAndWhatIsAround() {
    aws.answer("lambda:invoke", "{'Payload': {'value': 7}}");

    Execution run =
        blocks.run(
            TWO,
            (flow, in) ->
                flow.graph(
                    "g",
                    graph -> {
                      var count = graph.run("count", COUNT.with(Asked::size, Num.of(1)).invoke());
                      var each =
                          graph
                              .forEach("groups", in.items(Input::groups))
                              .graph(
                                  (inner, group) -> {
                                    var one = inner.run("one", say(group.text(Group::name)));
                                    inner
                                        .run(
                                            "two",
                                            say(
                                                group
                                                    .text(Group::name)
                                                    .plus(count.output().number(Answer::value))))
                                        .after(one);
                                  });
                      graph.run("done", say("done")).after(each);
                    }));

    assertThat(run.status()).as("%s", run.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(blocks.said()).containsExactlyInAnyOrder("a", "b", "a7", "b7", "done");
  }

  @Test
  void mappedTaskCollectsWhatItsGoodItemsGave() {
    Execution run =
        blocks.run(
            TWO,
            (flow, in) ->
                flow.graph(
                    "g",
                    graph -> {
                      var names =
                          graph
                              .forEach("names", in.items(Input::groups))
                              .collect(
                                  (each, group) -> {
                                    each.run("say-name", say(group.text(Group::name)));
                                    return group.text(Group::name).plus("!");
                                  });
                      graph.run("all", say(names.output().joined(" ")));
                    }));

    assertThat(run.status()).as("%s", run.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(blocks.said()).containsExactlyInAnyOrder("a", "b", "a! b!");
  }

  @ParameterizedTest
  @CsvSource({"filter, b", "cross, aa ab ba bb", "zip, aa bb", "and, a b a b"})
  void itemsAreCombined(String how, String expected) {
    blocks.run(
        TWO,
        (flow, in) -> {
          Items<Group> groups = in.items(Input::groups);
          Items<String> names =
              switch (how) {
                case "filter" ->
                    groups.filter(group -> group.text(Group::name).eq("b")).texts(Group::name);
                case "and" -> groups.and(groups).texts(Group::name);
                default -> {
                  Items<Pair<Group, Group>> pairs =
                      how.equals("cross") ? groups.cross(groups) : groups.zip(groups);
                  yield flow.forEach("pairs", pairs)
                      .collect(
                          (each, pair) -> {
                            each.waitFor("pause", Duration.ofSeconds(1));
                            return pair.object(Pair::first)
                                .text(Group::name)
                                .plus(pair.object(Pair::second).text(Group::name));
                          });
                }
              };
          flow.run("tell", say(names.joined(" ")));
        });

    assertThat(blocks.said()).containsExactly(expected);
  }

  @Test
  void failureIsToldByCallbacksAndByTheGraph() {
    aws.fail("lambda:invoke", "Boom", "it broke");

    Execution run =
        blocks.run(
            "{}",
            (flow, in) -> {
              flow.onFailure((then, failure) -> then.run("told", say(failure.cause())));
              flow.graph(
                  "g",
                  graph -> {
                    graph.defaults(
                        tasks ->
                            tasks
                                .onFailure(
                                    (task, failure) ->
                                        say(Text.of(task + " ").plus(failure.error())))
                                .onSuccess(task -> say(task + " is good")));
                    var count = graph.run("count", COUNT.with(Asked::size, Num.of(1)).invoke());
                    graph.run("clean", say("clean")).after(count).rule(TriggerRule.ALL_DONE);
                    graph.run("after", say("never")).after(count);
                  });
            });

    assertThat(run.error()).contains("Graph.TasksFailed");
    assertThat(blocks.said())
        .containsExactlyInAnyOrder("count Boom", "clean", "clean is good", "count: Boom: it broke");
  }

  @Test
  void taskIsSkippedByItsError() {
    aws.fail("lambda:invoke", "Nothing.ToDo", "");

    Execution run =
        blocks.run(
            "{}",
            (flow, in) ->
                flow.graph(
                    "g",
                    graph -> {
                      var count =
                          graph
                              .run("count", COUNT.with(Asked::size, Num.of(1)).invoke())
                              .skipOn(ErrorName.of("Nothing.ToDo"));
                      graph.run("after", say("never")).after(count);
                    }));

    assertThat(run.output())
        .map(Json::compact)
        .contains("{\"count\":\"skipped\",\"after\":\"skipped\"}");
  }

  @Test
  void branchWithWaysTakesTheFirstThatHolds() {
    blocks.run(
        "{'size': 5}",
        (flow, in) ->
            flow.graph(
                "g",
                graph -> {
                  var size =
                      graph.branch(
                          "size",
                          ways ->
                              ways.when("huge", in.number(Input::size).gt(9))
                                  .when("big", in.number(Input::size).gt(3))
                                  .otherwise("small"));
                  var huge = graph.run("huge", say("huge")).after(size.output().way("huge"));
                  var big = graph.run("big", say("big")).after(size.output().way("big"));
                  var small = graph.run("small", say("small")).after(size.output().way("small"));
                  graph
                      .run("join", say("join"))
                      .after(huge, big, small)
                      .rule(TriggerRule.NONE_FAILED_MIN_ONE_SUCCESS);
                }));

    assertThat(blocks.said()).containsExactly("big", "join");
  }

  @Test
  void anotherWorkflowIsRun() {
    aws.answer(
        "states:startExecution.sync:2",
        "{'ExecutionArn': 'arn:x', 'Status': 'SUCCEEDED', 'Output': {}}");
    Workflow<Asked> other =
        Workflow.named("other-one", Asked.class).flow((flow, in) -> flow.run("hello", say("x")));

    blocks.run(
        "{'size': 4}",
        (flow, in) ->
            flow.graph(
                "g",
                graph -> {
                  var ended =
                      graph.run(
                          "nested", other.with().with(Asked::size, in.number(Input::size)).run());
                  graph.run("tell", say(ended.output().arn()));
                }));

    assertThat(blocks.said()).containsExactly("arn:x");
    assertThat(aws.asked("states:startExecution.sync:2").get(0))
        .satisfies(
            call -> {
              assertThat(call.string("StateMachineArn")).isEqualTo("${OtherOneStateMachineArn}");
              assertThat(call.object("Input").get("size")).isEqualTo(Json.of(4));
              assertThat(call.string("Name")).hasSize(64);
            });
  }

  @Test
  void netTearsDownWithTheInputOfTheLostExecution() {
    Workflow<Input> workflow =
        Workflow.named("blocks", Input.class)
            .flow(
                (flow, in) ->
                    flow.graph(
                        "g",
                        graph -> {
                          var make = graph.run("make", say("make")).setup();
                          var work = graph.run("work", say("work")).after(make);
                          graph.run("drop", say(in.text(Input::note))).after(work).teardown(make);
                        }));
    var net = workflow.compile().net();

    assertThat(net).isNotNull();
    Execution run =
        aws.run(
            net, Json.parse("{\"execution\": \"arn\", \"input\": \"{\\\"note\\\": \\\"n\\\"}\"}"));
    assertThat(run.status()).as("%s", run.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(blocks.said()).containsExactly("n");
    assertThat(net.triggers()).hasSize(1);
  }
}
