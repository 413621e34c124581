package dev.stepwell.engine.teststate;

import dev.stepwell.asl.MapState;
import dev.stepwell.asl.ParallelState;
import dev.stepwell.asl.State;
import dev.stepwell.asl.TaskState;
import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What AWS refuses before it tests a state; texts are AWS's where not said otherwise. */
final class RequestCheck {

  private RequestCheck() {}

  /** Refuses what is wrong whatever the state is. */
  static void withoutState(TestStateRequest request) {
    if (request.mock() != null && request.revealSecrets()) {
      refuse("TestState does not support RevealSecrets when a mock is specified.");
    }
    if (request.mock() == null && request.configuration().mapIterationFailureCount() != null) {
      refuse("TestState does not support MapIterationFailureCount when a mock is not specified.");
    }
    if (request.mock() == null && request.context() != null) {
      refuse("TestState does not support Context when a mock is not specified."); // our text
    }
  }

  /** Refuses what does not fit the state. */
  static void withState(TestStateRequest request, State state) {
    Mock mock = request.mock();
    if (mock == null) {
      unmocked(request, state);
      return;
    }
    if (state instanceof MapState map) {
      ofMap(request, mock.result(), map);
    } else if (state instanceof ParallelState parallel) {
      ofParallel(mock.result(), parallel);
    } else if (state instanceof TaskState task) {
      if (mock.result() != null) {
        MockShapes.check(task.resource(), mock.result(), mock.mode());
      }
    } else {
      refuse("State type '" + state.type() + "' is not supported when a mock is specified");
    }
    if (request.context() != null) {
      ContextCheck.check(request.context(), state);
    }
  }

  private static void unmocked(TestStateRequest request, State state) {
    if (state instanceof MapState || state instanceof ParallelState) {
      throw TestStateException.invalidDefinition(
          "TestState API does not support Map or Parallel states. Supported state types include:"
              + " [Task, Wait, Pass, Succeed, Fail, Choice]");
    }
    if (!(state instanceof TaskState task)) {
      return;
    }
    if (task.resource().contains(":activity:")
        || task.resource().contains(".sync")
        || task.resource().endsWith(".waitForTaskToken")) {
      throw TestStateException.invalidDefinition( // our text
          "TestState API does not support the resource '"
              + task.resource()
              + "' when a mock is not specified.");
    }
    if (request.roleArn() == null) {
      refuse("RoleArn must be specified when testing a Task state");
    }
  }

  private static void ofMap(TestStateRequest request, @Nullable Json result, MapState map) {
    if (result == null) {
      return;
    }
    if (map.resultWriter() != null) {
      if (!(result instanceof JsonObject)) {
        refuse("Mocked result must be a JSON object.");
      }
      return;
    }
    if (!(result instanceof JsonArray results)) {
      throw TestStateException.validation("Mocked result must be an array.");
    }
    Integer failures = request.configuration().mapIterationFailureCount();
    if (failures != null && failures > results.length()) {
      refuse(
          "Map iteration failure count must be less than or equal to the number of Map iterations");
    }
  }

  private static void ofParallel(@Nullable Json result, ParallelState parallel) {
    if (result == null) {
      return;
    }
    if (!(result instanceof JsonArray results)) {
      throw TestStateException.validation("Mocked result must be an array.");
    }
    if (results.length() != parallel.branches().size()) {
      refuse("Mocked result must contain the same number of items as number of Parallel branches.");
    }
  }

  private static void refuse(String text) {
    throw TestStateException.validation(text);
  }
}
