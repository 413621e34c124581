package dev.stepwell.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.asl.resume.RecordedStates;
import dev.stepwell.asl.resume.ResumeDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Executions that go on from any state end as if nothing had ever gone wrong. */
class ResumeDefinitionTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String WORK = "arn:aws:states:::aws-sdk:work:do";

  /** What happened in one execution. */
  private record Ran(String status, Json output, List<String> worked, List<JsonObject> history) {}

  private static Ran run(JsonObject definition, Set<String> failing) {
    List<String> worked = new ArrayList<>();
    TaskHandler work =
        task -> {
          worked.add(task.stateName());
          if (failing.contains(task.stateName())) {
            task.fail("Boom", task.stateName());
          } else {
            JsonString word = new JsonString(task.stateName());
            task.succeed(JsonObject.of("did", word, "looks", Json.of("{% not code %}")));
          }
        };
    try (Engine engine =
        Engine.builder()
            .clock(VirtualClock.jumping(START))
            .handlers(TaskHandlers.builder().put(WORK, work).build())
            .build()) {
      Execution execution =
          engine
              .start(
                  engine.create("machine", definition.compact()), "one", Json.parse("{\"n\": 3}"))
              .done()
              .join();
      return new Ran(
          execution.status().name(),
          execution.output().orElse(JsonObject.EMPTY),
          worked,
          execution.history().stream().map(HistoryEvent::json).toList());
    }
  }

  /** Random flows of tasks, loops, parallels with catches, and waits; every variable is used. */
  private static final class Flows {
    private final Random random;
    private final List<String> tasks = new ArrayList<>();
    private int names;

    Flows(long seed) {
      random = new Random(seed);
    }

    JsonObject machine() {
      return block(2, 2 + random.nextInt(3)).with("QueryLanguage", Json.of("JSONata"));
    }

    private JsonObject block(int depth, int length) {
      JsonObject.Builder states = JsonObject.builder();
      List<String> starts = new ArrayList<>();
      for (int i = 0; i <= length; i++) {
        starts.add("s" + names++);
      }
      for (int i = 0; i < length; i++) {
        add(states, starts.get(i), starts.get(i + 1), depth);
      }
      states.put(
          starts.get(length),
          Json.parse("{\"Type\": \"Pass\", \"End\": true, \"Output\": \"{% [$states.input] %}\"}"));
      return JsonObject.of("StartAt", Json.of(starts.get(0)), "States", states.build());
    }

    private void add(JsonObject.Builder states, String name, String next, int depth) {
      switch (random.nextInt(depth > 0 ? 5 : 4)) {
        case 0, 1 -> task(states, name, next);
        case 2 -> loop(states, name, next);
        case 3 -> {
          states.put(
              name,
              Json.parse("{\"Type\": \"Wait\", \"Seconds\": 5, \"Next\": \"%s\"}".formatted(next)));
        }
        default -> {
          JsonObject one = block(depth - 1, 1 + random.nextInt(2));
          JsonObject other = block(depth - 1, 1 + random.nextInt(2));
          states.put(
              name,
              Json.parse(
                  """
                  {"Type": "Parallel", "Branches": [%s, %s], "Next": "%s",
                   "Assign": {"v%s": "{%% $states.result %%}"}}
                  """
                      .formatted(one.compact(), other.compact(), next, name)));
        }
      }
    }

    private void task(JsonObject.Builder states, String name, String next) {
      tasks.add(name);
      String caught = name + ".caught";
      String way = random.nextInt(4) == 0 ? caught : "";
      states.put(
          name,
          Json.parse(
              """
              {"Type": "Task", "Resource": "%s", "Arguments": {"in": "{%% $states.input %%}"},
               "Assign": {"v%s": "{%% $states.result.did %%}"},
               "Output": "{%% {'from': $states.input, 'did': $states.result} %%}"%s, "Next": "%s"}
              """
                  .formatted(
                      WORK,
                      name,
                      way.isEmpty()
                          ? ""
                          : ", \"Catch\": [{\"ErrorEquals\": [\"Other\"], \"Next\": \""
                              + way
                              + "\"}]",
                      next)));
      if (!way.isEmpty()) {
        states.put(way, Json.parse("{\"Type\": \"Pass\", \"Next\": \"%s\"}".formatted(next)));
      }
    }

    /** Counts in a variable, as a loop that polls does. */
    private void loop(JsonObject.Builder states, String name, String next) {
      tasks.add(name + ".poll");
      states
          .put(
              name,
              Json.parse(
                  """
                  {"Type": "Pass", "Assign": {"c%s": 0}, "Next": "%s.poll"}
                  """
                      .formatted(name, name)))
          .put(
              name + ".poll",
              Json.parse(
                  """
                  {"Type": "Task", "Resource": "%s", "Assign": {"c%s": "{%% $c%s + 1 %%}"},
                   "Next": "%s.check"}
                  """
                      .formatted(WORK, name, name, name)))
          .put(
              name + ".check",
              Json.parse(
                  """
                  {"Type": "Choice", "Choices": [{"Condition": "{%% $c%s < 3 %%}",
                   "Next": "%s.poll"}], "Default": "%s"}
                  """
                      .formatted(name, name, next)));
    }
  }

  @Test
  void anExecutionThatGoesOnEndsLikeOneThatWasNeverDisturbed() {
    int reruns = 0;
    List<String> differ = new ArrayList<>();
    for (int seed = 0; seed < 150; seed++) {
      Flows flows = new Flows(seed);
      JsonObject definition = flows.machine();
      Ran whole = run(definition, Set.of());
      assertThat(whole.status()).isEqualTo("SUCCEEDED");
      for (String task : flows.tasks) {
        for (boolean fails : new boolean[] {true, false}) {
          Ran earlier = fails ? run(definition, Set.of(task)) : whole;
          RecordedStates recorded = RecordedStates.of(earlier.history());
          ResumeDefinition resume =
              ResumeDefinition.of(definition, recorded, Set.of(task), Set.of(), Set.of(), "one");
          Ran again = run(resume.definition(), Set.of());
          reruns++;
          Set<String> repeated = new LinkedHashSet<>(again.worked());
          repeated.retainAll(resume.kept());
          if (!again.output().equals(whole.output())
              || !again.worked().contains(task)
              || !repeated.isEmpty()
              || (fails && !recorded.failed().contains(task))) {
            differ.add(
                "seed %d, from %s (%s): %s, worked %s instead of %s, repeated %s, same output %s"
                    .formatted(
                        seed,
                        task,
                        fails ? "failed" : "succeeded",
                        again.status(),
                        again.worked(),
                        whole.worked(),
                        repeated,
                        again.output().equals(whole.output())));
          }
        }
      }
    }
    System.out.printf("resume: %,d reruns, %d differ%n", reruns, differ.size());
    assertThat(differ).isEmpty();
    assertThat(reruns).isGreaterThan(500);
  }

  private static JsonObject parse(String json) {
    return (JsonObject) Json.parse(json);
  }

  private static final JsonObject TWO_AND_THEN =
      parse(
          """
          {"QueryLanguage": "JSONata", "StartAt": "both", "States": {
            "both": {"Type": "Parallel", "Next": "late", "Branches": [
              {"StartAt": "a", "States": {"a": {"Type": "Task", "Resource": "%s", "End": true}}},
              {"StartAt": "b", "States": {"b": {"Type": "Task", "Resource": "%s", "End": true}}}]},
            "late": {"Type": "Parallel", "End": true, "Branches": [
              {"StartAt": "c", "States": {"c": {"Type": "Task", "Resource": "%s", "End": true}}},
              {"StartAt": "d", "States": {"d": {"Type": "Task", "Resource": "%s", "End": true}}}]}
          }}
          """
              .formatted(WORK, WORK, WORK, WORK));

  @Test
  void whatDoesNotDependOnItIsKeptBehindIt() {
    RecordedStates recorded = RecordedStates.of(run(TWO_AND_THEN, Set.of()).history());
    ResumeDefinition resume =
        ResumeDefinition.of(
            TWO_AND_THEN, recorded, Set.of("a", "c"), Set.of("b", "d"), Set.of(), "one");
    assertThat(run(resume.definition(), Set.of()).worked()).containsExactly("a", "c");
    ResumeDefinition raw =
        ResumeDefinition.of(TWO_AND_THEN, recorded, Set.of("a"), Set.of(), Set.of(), "one");
    assertThat(run(raw.definition(), Set.of()).worked()).containsExactly("a", "c", "d");
  }

  /** Runs a Map over five items; those that are named fail. Gives what was worked on, as items. */
  private static Ran items(JsonObject definition, String input, Set<Integer> failing) {
    List<String> worked = new ArrayList<>();
    TaskHandler work =
        task -> {
          Json item = ((JsonObject) task.arguments()).get("item");
          worked.add(String.valueOf(item));
          if (failing.contains(Integer.parseInt(String.valueOf(item).replaceAll("[^0-9]", "")))) {
            task.fail("Boom", "item " + item);
          } else {
            task.succeed(JsonObject.of("did", Json.of("{% not code %}"), "item", item));
          }
        };
    try (Engine engine =
        Engine.builder()
            .clock(VirtualClock.jumping(START))
            .handlers(TaskHandlers.builder().put(WORK, work).build())
            .build()) {
      Execution execution =
          engine
              .start(engine.create("machine", definition.compact()), "one", Json.parse(input))
              .done()
              .join();
      return new Ran(
          execution.status().name(),
          execution.output().orElse(JsonObject.EMPTY),
          worked,
          execution.history().stream().map(HistoryEvent::json).toList());
    }
  }

  /** In a Parallel, behind a choice; the items' last state gives a list of one, and more. */
  private static JsonObject mapOf(int atOnce) {
    return parse(
        """
        {"QueryLanguage": "JSONata", "StartAt": "both", "States": {"both": {"Type": "Parallel", "End": true,
         "Branches": [{"StartAt": "which", "States": {
          "which": {"Type": "Choice", "Choices": [{"Condition": "{%% true %%}", "Next": "each"}], "Default": "no"},
          "no": {"Type": "Fail"},
          "each": {"Type": "Map", "Items": "{%% $states.input.all %%}", "MaxConcurrency": %d, "End": true,
           "ItemSelector": {"item": "{%% $states.context.Map.Item.Value %%}", "of": "{%% $states.input.n %%}"},
           "ItemProcessor": {"StartAt": "work", "States": {
            "work": {"Type": "Task", "Resource": "%s", "Arguments": {"item": "{%% $states.input.item %%}"},
             "Next": "shape"},
            "shape": {"Type": "Pass", "End": true, "Output": "{%% [[$states.input], null] %%}"}}}}}}]}}}
        """
            .formatted(atOnce, WORK));
  }

  private static final String FIVE = "{\"all\": [10, 11, 12, 13, 14], \"n\": 1}";

  @Test
  void ofAMapOnlyTheItemsRunAgainThatWereNotDone() {
    int kept = 0;
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      JsonObject definition = mapOf(1 + random.nextInt(5));
      Set<Integer> failing = new LinkedHashSet<>();
      for (int item = 10; item < 15; item++) {
        if (random.nextInt(3) == 0) {
          failing.add(item);
        }
      }
      Ran whole = items(definition, FIVE, Set.of());
      Ran earlier = items(definition, FIVE, failing);
      if (failing.isEmpty()) {
        continue;
      }
      assertThat(earlier.status()).isEqualTo("FAILED");
      RecordedStates recorded = RecordedStates.of(earlier.history());
      Set<String> rerun = Set.of("each", "work");
      ResumeDefinition resume =
          ResumeDefinition.of(definition, recorded, rerun, Set.of(), rerun, "one");
      int done = resume.keptItems().getOrDefault("each", 0);
      kept += done;
      Ran again = items(resume.definition(), FIVE, Set.of());

      assertThat(again.output()).as("seed %d", seed).isEqualTo(whole.output());
      assertThat(again.worked()).as("seed %d", seed).hasSize(5 - done);
      failing.forEach(item -> assertThat(again.worked()).contains(String.valueOf(item)));

      // And once more, from the execution that had kept some.
      Ran twice = items(resume.definition(), FIVE, failing);
      ResumeDefinition more =
          ResumeDefinition.of(
              definition, RecordedStates.of(twice.history()), rerun, Set.of(), rerun, "two");
      assertThat(more.keptItems().getOrDefault("each", 0)).isGreaterThanOrEqualTo(done);
      assertThat(items(more.definition(), FIVE, Set.of()).output()).isEqualTo(whole.output());
    }
    assertThat(kept).isGreaterThan(100);
  }

  @Test
  void itemsThatHaveAnotherInputNowRunAgain() {
    // Nothing comes before the Map that would give what was recorded.
    JsonObject definition =
        (JsonObject) mapOf(1).object("States").object("both").array("Branches").get(0);
    definition =
        definition
            .with("StartAt", Json.of("each"))
            .with("States", definition.object("States").without("which").without("no"))
            .with("QueryLanguage", Json.of("JSONata"));
    RecordedStates recorded = RecordedStates.of(items(definition, FIVE, Set.of(14)).history());
    Set<String> rerun = Set.of("each", "work");
    ResumeDefinition resume =
        ResumeDefinition.of(definition, recorded, rerun, Set.of(), rerun, "one");
    assertThat(resume.keptItems()).containsEntry("each", 4);
    assertThat(
            items(resume.definition(), "{\"all\": [10, 99, 12, 13, 14], \"n\": 1}", Set.of())
                .worked())
        .containsExactly("99", "14");
    assertThat(items(resume.definition(), FIVE.replace("\"n\": 1", "\"n\": 2"), Set.of()).worked())
        .hasSize(5);
  }

  @Test
  void aMapWhoseInputMayHaveChangedRunsAgainAsAWhole() {
    JsonObject definition =
        parse(
            """
            {"QueryLanguage": "JSONata", "StartAt": "plan", "States": {
              "plan": {"Type": "Pass", "Next": "each"},
              "each": {"Type": "Map", "Items": "{%% $states.input.all %%}", "End": true,
               "ItemProcessor": {"StartAt": "work", "States": {
                "work": {"Type": "Task", "Resource": "%s", "Arguments": {"item": "{%% $states.input %%}"},
                 "End": true}}}}}}
            """
                .formatted(WORK));
    RecordedStates recorded = RecordedStates.of(items(definition, FIVE, Set.of(14)).history());
    Set<String> all = Set.of("plan", "each", "work");
    assertThat(ResumeDefinition.of(definition, recorded, all, Set.of(), all, "one").keptItems())
        .isEmpty();
    assertThat(
            ResumeDefinition.of(
                    definition, recorded, Set.of("each"), Set.of(), Set.of("each"), "one")
                .keptItems())
        .containsEntry("each", 4);
    assertThat(
            ResumeDefinition.of(definition, recorded, Set.of("each"), Set.of(), Set.of(), "one")
                .keptItems())
        .isEmpty();
  }

  @Test
  void aNewerDefinitionRunsWhatIsNewInIt() {
    JsonObject old =
        parse(
            """
            {"QueryLanguage": "JSONata", "StartAt": "a", "States": {
              "a": {"Type": "Task", "Resource": "%s", "Next": "z"},
              "z": {"Type": "Task", "Resource": "%s", "End": true}}}
            """
                .formatted(WORK, WORK));
    JsonObject newer =
        parse(
            """
            {"QueryLanguage": "JSONata", "StartAt": "a", "States": {
              "a": {"Type": "Task", "Resource": "%s", "Next": "new"},
              "new": {"Type": "Task", "Resource": "%s", "Next": "z"},
              "z": {"Type": "Task", "Resource": "%s", "End": true}}}
            """
                .formatted(WORK, WORK, WORK));
    RecordedStates recorded = RecordedStates.of(run(old, Set.of("z")).history());
    ResumeDefinition resume =
        ResumeDefinition.of(newer, recorded, Set.of("z"), Set.of(), Set.of(), "one");
    assertThat(run(resume.definition(), Set.of()).worked()).containsExactly("new", "z");
    assertThatThrownBy(
            () -> ResumeDefinition.of(newer, recorded, Set.of("gone"), Set.of(), Set.of(), "one"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no state [gone]");
  }

  @Test
  void outputsThatDoNotFitIntoADefinitionAreNamed() {
    Ran ran = run(TWO_AND_THEN, Set.of("c"));
    List<JsonObject> events =
        ran.history().stream()
            .map(
                event ->
                    "ParallelStateExited".equals(event.string("type"))
                        ? event.with(
                            "stateExitedEventDetails",
                            event
                                .object("stateExitedEventDetails")
                                .with("output", Json.of("\"" + "x".repeat(1_100_000) + "\"")))
                        : event)
            .toList();
    assertThatThrownBy(
            () ->
                ResumeDefinition.of(
                    TWO_AND_THEN,
                    RecordedStates.of(events),
                    Set.of("c"),
                    Set.of(),
                    Set.of(),
                    "one"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the largest recorded outputs are those of [both]");
  }
}
