package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What an event tells beyond its type. */
public sealed interface EventDetails {

  /** Adds the members that AWS shows. */
  void print(JsonObject.Builder json);

  /**
   * A state began.
   *
   * @param name the state's name
   * @param input its raw input
   */
  record StateEntered(String name, Json input) implements EventDetails {
    @Override
    public void print(JsonObject.Builder json) {
      EventMembers.put(json, "name", name);
      EventMembers.payload(json, "input", input);
    }
  }

  /**
   * A state ended well or by a Catch.
   *
   * @param name the state's name
   * @param output its output
   * @param assigned the variables set, by name; null for none
   */
  record StateExited(String name, Json output, @Nullable JsonObject assigned)
      implements EventDetails {
    @Override
    public void print(JsonObject.Builder json) {
      EventMembers.put(json, "name", name);
      EventMembers.payload(json, "output", output);
      if (assigned != null) {
        EventMembers.assigned(json, assigned);
      }
    }
  }

  /**
   * An execution began.
   *
   * @param input its input
   * @param roleArn the role it runs with
   * @param aliasArn the alias it was started by
   * @param versionArn the version it runs
   */
  record Started(Json input, String roleArn, @Nullable String aliasArn, @Nullable String versionArn)
      implements EventDetails {
    @Override
    public void print(JsonObject.Builder json) {
      EventMembers.payload(json, "input", input);
      EventMembers.put(json, "roleArn", roleArn);
      EventMembers.put(json, "stateMachineAliasArn", aliasArn);
      EventMembers.put(json, "stateMachineVersionArn", versionArn);
    }
  }

  /**
   * An execution, Lambda function or activity ended well.
   *
   * @param output what it gave
   */
  record Output(Json output) implements EventDetails {
    @Override
    public void print(JsonObject.Builder json) {
      EventMembers.payload(json, "output", output);
    }
  }

  /**
   * An execution, Lambda function, activity or map run ended badly.
   *
   * @param error the error's name; null for none
   * @param cause the text; null for none
   */
  record Failed(@Nullable String error, @Nullable String cause) implements EventDetails {
    @Override
    public void print(JsonObject.Builder json) {
      EventMembers.put(json, "error", error);
      EventMembers.put(json, "cause", cause);
    }
  }

  /**
   * A service's task was scheduled.
   *
   * @param resource what does it
   * @param region where
   * @param parameters the effective input
   * @param timeoutInSeconds the limit, if the state sets one
   * @param heartbeatInSeconds the heartbeat's limit, if the state sets one
   * @param roleArn the role to assume; null for none
   */
  record TaskScheduled(
      Resource resource,
      String region,
      Json parameters,
      @Nullable Long timeoutInSeconds,
      @Nullable Long heartbeatInSeconds,
      @Nullable String roleArn)
      implements EventDetails {
    @Override
    public void print(JsonObject.Builder json) {
      EventMembers.put(json, "resourceType", resource.type());
      EventMembers.put(json, "resource", resource.action());
      EventMembers.put(json, "region", region);
      EventMembers.put(json, "parameters", parameters.text());
      EventMembers.put(json, "timeoutInSeconds", timeoutInSeconds);
      EventMembers.put(json, "heartbeatInSeconds", heartbeatInSeconds);
      EventMembers.credentials(json, roleArn);
    }
  }

  /**
   * A service took a task.
   *
   * @param resource what does it
   */
  record TaskStarted(Resource resource) implements EventDetails {
    @Override
    public void print(JsonObject.Builder json) {
      EventMembers.resource(json, resource);
    }
  }

  /**
   * A service took over a job, or ended a task well.
   *
   * @param resource what did it
   * @param output what it gave
   */
  record TaskOutput(Resource resource, Json output) implements EventDetails {
    @Override
    public void print(JsonObject.Builder json) {
      EventMembers.resource(json, resource);
      EventMembers.payload(json, "output", output);
    }
  }

  /**
   * A service's task ended badly.
   *
   * @param resource what did it
   * @param error the error's name; null for none
   * @param cause the text; null for none
   */
  record TaskFailed(Resource resource, @Nullable String error, @Nullable String cause)
      implements EventDetails {
    @Override
    public void print(JsonObject.Builder json) {
      EventMembers.resource(json, resource);
      EventMembers.put(json, "error", error);
      EventMembers.put(json, "cause", cause);
    }
  }

  /**
   * A Lambda function or an activity was scheduled.
   *
   * @param resource its ARN
   * @param input the effective input
   * @param timeoutInSeconds the limit, if the state sets one
   * @param heartbeatInSeconds the heartbeat's limit, if the state sets one
   * @param roleArn the role to assume; null for none
   */
  record WorkScheduled(
      String resource,
      Json input,
      @Nullable Long timeoutInSeconds,
      @Nullable Long heartbeatInSeconds,
      @Nullable String roleArn)
      implements EventDetails {
    @Override
    public void print(JsonObject.Builder json) {
      EventMembers.put(json, "resource", resource);
      EventMembers.payload(json, "input", input);
      EventMembers.put(json, "timeoutInSeconds", timeoutInSeconds);
      EventMembers.put(json, "heartbeatInSeconds", heartbeatInSeconds);
      EventMembers.credentials(json, roleArn);
    }
  }

  /**
   * A worker took an activity's task.
   *
   * @param workerName the worker; null if it gave no name
   */
  record WorkerStarted(@Nullable String workerName) implements EventDetails {
    @Override
    public void print(JsonObject.Builder json) {
      EventMembers.put(json, "workerName", workerName);
    }
  }

  /**
   * A Map began.
   *
   * @param length how many items it has
   */
  record MapStarted(long length) implements EventDetails {
    @Override
    public void print(JsonObject.Builder json) {
      json.put("length", Json.of(length));
    }
  }

  /**
   * A Map's iteration began or ended.
   *
   * @param name the Map's name
   * @param index the iteration, from 0
   */
  record Iteration(String name, int index) implements EventDetails {
    @Override
    public void print(JsonObject.Builder json) {
      EventMembers.put(json, "name", name);
      json.put("index", Json.of(index));
    }
  }

  /**
   * A map run began.
   *
   * @param mapRunArn the map run
   */
  record MapRun(String mapRunArn) implements EventDetails {
    @Override
    public void print(JsonObject.Builder json) {
      EventMembers.put(json, "mapRunArn", mapRunArn);
    }
  }

  /**
   * An expression failed.
   *
   * @param error the error's name
   * @param cause the text
   * @param location the field; null if no single field is at fault
   * @param state the state's name
   */
  record Evaluation(String error, String cause, @Nullable String location, String state)
      implements EventDetails {
    @Override
    public void print(JsonObject.Builder json) {
      EventMembers.put(json, "error", error);
      EventMembers.put(json, "cause", cause);
      EventMembers.put(json, "location", location);
      EventMembers.put(json, "state", state);
    }
  }

  /**
   * An execution was set going again.
   *
   * @param redriveCount how often so far
   */
  record Redriven(long redriveCount) implements EventDetails {
    @Override
    public void print(JsonObject.Builder json) {
      json.put("redriveCount", Json.of(redriveCount));
    }
  }

  /**
   * A Map Run was set going again.
   *
   * @param mapRunArn which
   * @param redriveCount how often so far
   */
  record MapRunRedriven(String mapRunArn, long redriveCount) implements EventDetails {
    @Override
    public void print(JsonObject.Builder json) {
      EventMembers.put(json, "mapRunArn", mapRunArn);
      json.put("redriveCount", Json.of(redriveCount));
    }
  }
}
