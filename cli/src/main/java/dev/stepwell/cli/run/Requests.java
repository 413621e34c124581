package dev.stepwell.cli.run;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonSyntaxException;
import dev.stepwell.cli.files.ProjectFolder;
import dev.stepwell.cli.output.UserException;
import dev.stepwell.cli.output.Words;
import dev.stepwell.dsl.Resources;
import dev.stepwell.dsl.Workflow;
import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Turns what was typed into the executions that are asked for. */
public final class Requests {

  private final Workflow<?> workflow;

  private Requests(Workflow<?> workflow) {
    this.workflow = workflow;
  }

  /** Requests for a workflow. */
  public static Requests of(Workflow<?> workflow) {
    return new Requests(workflow);
  }

  /**
   * One request a day.
   *
   * @throws UserException if a text is no day, or the workflow is not run by day
   */
  public List<RunRequest> forDays(List<String> texts) {
    String component =
        Days.component(workflow)
            .orElseThrow(
                () ->
                    UserException.usage(
                        "workflow '%s' is not run by day: its input is %s.\nLeave --day out, or give the input with --input."
                            .formatted(workflow.name(), shape())));
    return texts.stream().map(Requests::day).map(day -> forDay(component, day)).toList();
  }

  /** Every day that is there; for a workflow that is not run by day, one request without input. */
  public List<RunRequest> forAll(Resources resources, ProjectFolder project) {
    Optional<String> component = Days.component(workflow);
    if (component.isPresent()) {
      return Days.present(workflow, resources, project).stream()
          .map(day -> forDay(component.get(), day))
          .toList();
    }
    if (names().isEmpty()) {
      return List.of(new RunRequest(workflow.name(), workflow.name(), JsonObject.EMPTY));
    }
    throw UserException.usage(
        "workflow '%s' needs input: %s.\nGive it with --input '{...}'."
            .formatted(workflow.name(), shape()));
  }

  /**
   * One request with the input as it was typed.
   *
   * @throws UserException if it is no JSON object, or not what the workflow takes
   */
  public RunRequest forInput(String text) {
    JsonObject input = object(text);
    if (!input.has("_trigger")) { // else an event's envelope, which the workflow itself takes apart
      check(input);
    }
    Optional<String> day = Days.component(workflow).map(input::string);
    return day.isPresent()
        ? new RunRequest(day.get(), workflow.name() + "-" + day.get(), input)
        : new RunRequest(workflow.name(), workflow.name(), input);
  }

  private RunRequest forDay(String component, LocalDate day) {
    return new RunRequest(
        day.toString(),
        workflow.name() + "-" + day,
        JsonObject.of(component, Json.of(day.toString())));
  }

  private static LocalDate day(String text) {
    return Days.parse(text)
        .orElseThrow(
            () ->
                UserException.usage(
                    "'%s' is not a day, given with --day.\nA day is written YYYY-MM-DD and must exist, for example 2001-01-03."
                        .formatted(text)));
  }

  private static JsonObject object(String text) {
    try {
      Json json = Json.parse(text);
      if (json instanceof JsonObject object) {
        return object;
      }
      throw UserException.usage(
          "the input given with --input is a JSON %s, but an object is needed.\nFor example: --input '{\"day\": \"2001-01-03\"}'"
              .formatted(json.typeName()));
    } catch (JsonSyntaxException e) {
      throw UserException.usage(
          "the input given with --input is not JSON: %s\nPut it in single quotes so that the shell leaves it alone: --input '{\"day\": \"2001-01-03\"}'"
              .formatted(e.getMessage()));
    }
  }

  private void check(JsonObject input) {
    for (String name : input.names()) {
      if (!names().contains(name)) {
        throw UserException.usage(
            "the input has '%s', which workflow '%s' does not know.%s\nIts input is %s."
                .formatted(
                    name,
                    workflow.name(),
                    Words.nearest(name, names()).map(n -> " Did you mean '" + n + "'?").orElse(""),
                    shape()));
      }
    }
    for (RecordComponent component : workflow.input().getRecordComponents()) {
      check(component, input);
    }
  }

  private void check(RecordComponent component, JsonObject input) {
    String name = component.getName();
    if (component.getType() != LocalDate.class) {
      return; // the state machine itself says what it misses, by name
    }
    String value = input.string(name);
    if (value == null || Days.parse(value).isEmpty()) {
      throw UserException.usage(
          "the input needs '%s', a day written \"YYYY-MM-DD\"%s.\nFor example: --input '{\"%s\": \"2001-01-03\"}'"
              .formatted(name, input.find(name).map(v -> ", not " + v.compact()).orElse(""), name));
    }
  }

  private List<String> names() {
    return Arrays.stream(workflow.input().getRecordComponents())
        .map(RecordComponent::getName)
        .toList();
  }

  private String shape() {
    return names().isEmpty()
        ? "empty"
        : String.join(
            ", ",
            Arrays.stream(workflow.input().getRecordComponents())
                .map(each -> each.getType().getSimpleName() + " " + each.getName())
                .toList());
  }
}
