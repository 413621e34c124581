package dev.stepwell.engine.api;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.HistoryEvent;
import dev.stepwell.engine.StateMachineHandle;
import dev.stepwell.engine.WorkflowType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lists executions and their events. */
final class ListOperations {

  private static final List<String> EXECUTION_DATA =
      List.of(
          "input",
          "inputDetails",
          "output",
          "outputDetails",
          "parameters",
          "assignedVariables",
          "assignedVariablesDetails");

  private static final Shape EXECUTIONS =
      Shape.empty()
          .optional("stateMachineArn", Limits.ARN)
          .optional("mapRunArn", Limits.LONG_ARN)
          .optional(
              "statusFilter",
              Constraint.oneOf(
                  "SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING"))
          .optional("redriveFilter", Constraint.oneOf("NOT_REDRIVEN", "REDRIVEN"));

  private static final Shape HISTORY =
      Shape.empty()
          .required("executionArn", Limits.ARN)
          .optional("reverseOrder", Constraint.flag())
          .optional("includeExecutionData", Constraint.flag());

  private static final int LONGEST_TOKEN = 3096;

  private final Registry registry;
  private final Pages pages;

  ListOperations(Registry registry, Pages pages) {
    this.registry = registry;
    this.pages = pages;
  }

  List<Operation> all() {
    return List.of(
        new Operation("ListExecutions", Limits.paged(EXECUTIONS, LONGEST_TOKEN), this::list),
        new Operation("GetExecutionHistory", Limits.paged(HISTORY), this::history));
  }

  static ApiException wrongType() {
    return ApiException.of(
        "StateMachineTypeNotSupported",
        "This operation is not supported by this type of state machine");
  }

  private JsonObject list(Request request) {
    String machine = request.optional("stateMachineArn");
    String mapRun = request.optional("mapRunArn");
    if ((machine == null) == (mapRun == null)) {
      throw ApiException.validation(
          "Exactly one of stateMachineArn and mapRunArn must be specified",
          "MISSING_REQUIRED_PARAMETER");
    }
    List<Execution> all =
        machine == null ? registry.mapRun(String.valueOf(mapRun)).executions() : ofMachine(machine);
    String status = request.optional("statusFilter");
    Predicate<Execution> wanted =
        execution ->
            (status == null || execution.status().name().equals(status))
                && isRedriveWanted(request.optional("redriveFilter"), execution);
    boolean redrives = registry.engine().behaviour().contextCountsRedrives();
    return pages.page(
        request,
        "executions",
        all.stream().filter(wanted).toList(),
        Execution::arn,
        execution -> entry(execution, redrives));
  }

  private static JsonObject entry(Execution execution, boolean redrives) {
    JsonObject.Builder json = Descriptions.brief(execution);
    execution.mapRun().ifPresent(mapRun -> json.put("itemCount", mapRun.itemsOf(execution)));
    if (redrives) {
      json.put("redriveCount", execution.redriveCount());
    }
    return json.build();
  }

  private static boolean isRedriveWanted(@Nullable String filter, Execution execution) {
    return filter == null || filter.equals("REDRIVEN") == execution.redriveCount() > 0;
  }

  private List<Execution> ofMachine(String text) {
    Arn arn = Arn.parse(text, "stateMachine");
    Machine machine = registry.machine(arn);
    StateMachineHandle handle = machine.current().handle();
    if (handle.type() == WorkflowType.EXPRESS) {
      throw wrongType();
    }
    String qualifier = arn.qualifier();
    if (qualifier == null) {
      return handle.executionsNewestFirst();
    }
    boolean alias = machine.alias(qualifier) != null;
    if (!alias && machine.version(text) == null) {
      throw ApiException.notFound("Request references a resource that does not exist.", text);
    }
    return handle.executionsNewestFirst().stream()
        .filter(
            each ->
                text.equals(
                    alias ? each.stateMachine().aliasArn() : each.stateMachine().versionArn()))
        .toList();
  }

  private JsonObject history(Request request) {
    Execution execution = registry.execution(Arn.parse(request.text("executionArn"), "execution"));
    List<HistoryEvent> events = execution.history();
    if (request.flag("reverseOrder", false)) {
      List<HistoryEvent> reversed = new ArrayList<>(events);
      Collections.reverse(reversed);
      events = reversed;
    }
    boolean data = request.flag("includeExecutionData", true);
    return pages.page(
        request,
        "events",
        events,
        event -> String.valueOf(event.id()),
        event -> data ? event.json() : withoutData(event.json()));
  }

  private static JsonObject withoutData(JsonObject event) {
    JsonObject.Builder json = JsonObject.builder();
    event.forEach(
        (name, value) -> {
          if (value instanceof JsonObject details) {
            JsonObject rest = details;
            for (String each : EXECUTION_DATA) {
              rest = rest.without(each);
            }
            json.put(name, rest);
          } else {
            json.put(name, value);
          }
        });
    return json.build();
  }
}
