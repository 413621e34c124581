package dev.stepwell.dsl.authoring;

import static dev.stepwell.dsl.authoring.Mistakes.COUNT;
import static dev.stepwell.dsl.authoring.Mistakes.SAY;
import static dev.stepwell.dsl.authoring.Mistakes.assertMistake;
import static dev.stepwell.dsl.authoring.Mistakes.assertSaid;

import dev.stepwell.dsl.Flow;
import dev.stepwell.dsl.Num;
import dev.stepwell.dsl.Obj;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.dsl.authoring.Mistakes.Count;
import dev.stepwell.dsl.authoring.Mistakes.Input;
import dev.stepwell.dsl.authoring.Mistakes.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Flows and values used where they are not known, with what is said about it. */
class ScopeMistakesTest {
  @Test
  void outerFlowUsedInAnInnerBlock() {
    assertMistake(
        (flow, in) ->
            flow.forEach("transform", in.items(Input::parts))
                .run((each, part) -> flow.run("copy", SAY)),
        "step 'copy' is added to the flow of 'daily', which is not the innermost open one; here"
            + " the block of 'transform' is open: use that block's own flow parameter");
  }

  @Test
  void innerFlowUsedAfterItsBlock() {
    assertMistake(
        (flow, in) -> {
          AtomicReference<Flow> kept = new AtomicReference<>();
          flow.attempt(
                  "try",
                  inner -> {
                    inner.run("first", SAY);
                    kept.set(inner);
                  })
              .recover((f, failure) -> f.run("sorry", SAY));
          kept.get().run("late", SAY);
        },
        "step 'late' is added to the block of 'try', which is closed; here the flow of 'daily' is"
            + " open: use that block's own flow parameter");
  }

  @Test
  void flowUsedAfterRecording() {
    AtomicReference<Flow> kept = new AtomicReference<>();
    Workflow.named("daily", Input.class)
        .flow(
            (flow, in) -> {
              flow.run("first", SAY);
              kept.set(flow);
            });

    assertSaid(
        () -> kept.get().run("late", SAY),
        "step 'late' is added to the flow of 'daily', which is closed; steps are recorded only"
            + " while the flow's function runs");
  }

  @Test
  void outputUsedOutsideItsBlock() {
    assertMistake(
        (flow, in) -> {
          List<Num> kept = new ArrayList<>();
          flow.forEach("transform", in.items(Input::parts))
              .run(
                  (each, part) ->
                      kept.add(
                          each.run("count", COUNT.with(Part::path, part.text(Part::path)).invoke())
                              .output()
                              .number(Count::value)));
          flow.run("tell", Sns.publish(Text.of("t"), "s", kept.get(0).text()));
        },
        "step 'tell' uses the output of 'count', which belongs to the block of 'transform' and is"
            + " not known outside it; return the value from that block");
  }

  @Test
  void itemUsedOutsideItsBlock() {
    assertMistake(
        (flow, in) -> {
          List<Text> kept = new ArrayList<>();
          flow.forEach("transform", in.items(Input::parts))
              .run(
                  (each, part) -> {
                    kept.add(part.text(Part::path));
                    each.run("say", SAY);
                  });
          flow.run("tell", Sns.publish(Text.of("t"), "s", kept.get(0)));
        },
        "step 'tell' uses the item of 'transform', which is known only in the block of"
            + " 'transform'; return the value from that block");
  }

  @Test
  void outputUsedInAHandlerThatMayRunBefore() {
    assertMistake(
        (flow, in) -> {
          var count = flow.run("count", COUNT.with(Part::path, Text.of("x")).invoke()).output();
          flow.onFailure(
              (f, failure) ->
                  f.run("tell", Sns.publish(Text.of("t"), "s", count.number(Count::value).text())));
        },
        "step 'tell' in the onFailure block of the flow of 'daily' uses the output of 'count',"
            + " which may not have run when the onFailure block of the flow of 'daily' starts; use"
            + " the workflow's input or the failure");
  }

  @Test
  void valueOfABranchUsedInAnother() {
    assertMistake(
        (flow, in) ->
            flow.parallel(
                "both",
                branches -> {
                  Text left =
                      branches.collect(
                          "left",
                          f -> {
                            f.run("say", SAY);
                            return Text.of("l");
                          });
                  branches.branch(
                      "right", f -> f.run("tell", Sns.publish(Text.of("t"), "s", left)));
                }),
        "step 'tell' uses the value of 'left', which belongs to the end of 'both' and is not known"
            + " outside it; return the value from that block");
  }

  @Test
  void inputOfAnotherWorkflow() {
    AtomicReference<Obj<Input>> kept = new AtomicReference<>();
    Workflow.named("other", Input.class)
        .flow(
            (flow, in) -> {
              flow.run("say", SAY);
              kept.set(in);
            });

    assertMistake(
        (flow, in) ->
            flow.run("tell", Sns.publish(Text.of("t"), "s", kept.get().day(Input::day).text())),
        "step 'tell' uses the input of another workflow, which is known only in the flow of"
            + " 'other'; return the value from that block");
  }
}
