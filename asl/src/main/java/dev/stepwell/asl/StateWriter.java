package dev.stepwell.asl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Prints single states. */
final class StateWriter {

  private final JsonObject.Builder out = JsonObject.builder();

  private StateWriter() {}

  static JsonObject write(State state) {
    StateWriter writer = new StateWriter();
    writer.header(state);
    if (state instanceof TaskState task) {
      writer.task(task);
    } else if (state instanceof PassState pass) {
      writer.pass(pass);
    } else if (state instanceof ChoiceState choice) {
      writer.choice(choice);
    } else if (state instanceof WaitState waiting) {
      writer.waiting(waiting);
    } else if (state instanceof SucceedState succeed) {
      writer.in(succeed.data());
      writer.outcome(succeed.data());
    } else if (state instanceof FailState fail) {
      writer.fail(fail);
    } else if (state instanceof ParallelState parallel) {
      writer.parallel(parallel);
    } else if (state instanceof MapState map) {
      writer.map(map);
    }
    return writer.out.build();
  }

  private void header(State state) {
    out.putIfPresent("Comment", state.header().comment());
    out.put("Type", state.type());
    QueryLanguage own = state.header().ownQueryLanguage();
    if (own != null) {
      out.put("QueryLanguage", own.word());
    }
  }

  private void task(TaskState task) {
    out.put("Resource", task.resource());
    in(task.data());
    out.putIfPresent("Credentials", task.credentials());
    out.putIfPresent("TimeoutSeconds", task.timeoutSeconds());
    out.putIfPresent("TimeoutSecondsPath", task.timeoutSecondsPath());
    out.putIfPresent("HeartbeatSeconds", task.heartbeatSeconds());
    out.putIfPresent("HeartbeatSecondsPath", task.heartbeatSecondsPath());
    failures(task.retry(), task.catchers());
    outcome(task.data());
    transition(task.transition());
  }

  private void pass(PassState pass) {
    in(pass.data());
    out.putIfPresent("Result", pass.result());
    outcome(pass.data());
    transition(pass.transition());
  }

  private void choice(ChoiceState choice) {
    in(choice.data());
    List<Json> rules = new ArrayList<>(choice.choices().size());
    choice.choices().forEach(rule -> rules.add(ConditionWriter.rule(rule)));
    out.put("Choices", JsonArray.of(rules));
    outcome(choice.data());
    out.putIfPresent("Default", choice.defaultState());
  }

  private void waiting(WaitState waiting) {
    in(waiting.data());
    out.putIfPresent("Seconds", waiting.seconds());
    out.putIfPresent("Timestamp", waiting.timestamp());
    out.putIfPresent("SecondsPath", waiting.secondsPath());
    out.putIfPresent("TimestampPath", waiting.timestampPath());
    outcome(waiting.data());
    transition(waiting.transition());
  }

  private void fail(FailState fail) {
    out.putIfPresent("Error", fail.error());
    out.putIfPresent("ErrorPath", fail.errorPath());
    out.putIfPresent("Cause", fail.cause());
    out.putIfPresent("CausePath", fail.causePath());
  }

  private void parallel(ParallelState parallel) {
    in(parallel.data());
    out.put("Branches", StateMachineWriter.graphs(parallel.branches()));
    failures(parallel.retry(), parallel.catchers());
    outcome(parallel.data());
    transition(parallel.transition());
  }

  private void map(MapState map) {
    out.putIfPresent("Label", map.label());
    in(map.data());
    out.putIfPresent("ItemReader", map.itemReader());
    out.putIfPresent("Items", map.items());
    out.putIfPresent("ItemsPath", map.itemsPath());
    out.putIfPresent("ItemSelector", map.itemSelector());
    out.putIfPresent("ItemBatcher", map.itemBatcher());
    out.putIfPresent("MaxConcurrency", map.maxConcurrency());
    out.putIfPresent("MaxConcurrencyPath", map.maxConcurrencyPath());
    MapState.Tolerance tolerance = map.tolerance();
    out.putIfPresent("ToleratedFailureCount", tolerance.count());
    out.putIfPresent("ToleratedFailureCountPath", tolerance.countPath());
    out.putIfPresent("ToleratedFailurePercentage", tolerance.percentage());
    out.putIfPresent("ToleratedFailurePercentagePath", tolerance.percentagePath());
    out.put(map.legacy() ? "Iterator" : "ItemProcessor", processor(map));
    out.putIfPresent("ResultWriter", map.resultWriter());
    failures(map.retry(), map.catchers());
    outcome(map.data());
    transition(map.transition());
  }

  private static JsonObject processor(MapState map) {
    JsonObject.Builder processor = JsonObject.builder();
    processor.putIfPresent("Comment", map.processor().comment());
    ProcessorConfig config = map.config();
    if (config != null) {
      processor.put(
          "ProcessorConfig",
          JsonObject.builder()
              .putIfPresent("Mode", config.mode())
              .putIfPresent("ExecutionType", config.executionType())
              .build());
    }
    return StateMachineWriter.states(processor, map.processor()).build();
  }

  /** What shapes the data on its way in. */
  private void in(DataFlow data) {
    out.putIfPresent("InputPath", data.inputPath());
    out.putIfPresent("Parameters", data.parameters());
    out.putIfPresent("Arguments", data.arguments());
  }

  /** What shapes the data on its way out. */
  private void outcome(DataFlow data) {
    out.putIfPresent("ResultSelector", data.resultSelector());
    out.putIfPresent("ResultPath", data.resultPath());
    out.putIfPresent("Assign", data.assign());
    out.putIfPresent("Output", data.output());
    out.putIfPresent("OutputPath", data.outputPath());
  }

  private void transition(Transition transition) {
    if (transition instanceof Transition.Next next) {
      out.put("Next", next.state());
    } else {
      out.put("End", true);
    }
  }

  private void failures(List<Retrier> retry, List<Catcher> catchers) {
    if (!retry.isEmpty()) {
      List<Json> written = new ArrayList<>(retry.size());
      retry.forEach(each -> written.add(FailureWriter.retrier(each)));
      out.put("Retry", JsonArray.of(written));
    }
    if (!catchers.isEmpty()) {
      List<Json> written = new ArrayList<>(catchers.size());
      catchers.forEach(each -> written.add(FailureWriter.catcher(each)));
      out.put("Catch", JsonArray.of(written));
    }
  }
}
