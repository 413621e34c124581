package dev.stepwell.engine.api;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/** Keeps aliases, which share executions out among versions. */
final class AliasOperations {

  private static final int MOST_ALIASES = 100;

  private static final Constraint ROUTING =
      Constraint.list(
          1,
          2,
          Constraint.object(
              Shape.empty()
                  .required("stateMachineVersionArn", Limits.LONG_ARN)
                  .required("weight", Constraint.integer(0, 100))));

  private static final Shape ARN = Shape.empty().required("stateMachineAliasArn", Limits.ARN);

  private final Registry registry;
  private final Pages pages;

  AliasOperations(Registry registry, Pages pages) {
    this.registry = registry;
    this.pages = pages;
  }

  List<Operation> all() {
    return List.of(
        new Operation(
            "CreateStateMachineAlias",
            Shape.empty()
                .required(
                    "name", Constraint.text(1, 80, "^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$"))
                .required("routingConfiguration", ROUTING)
                .optional("description", Limits.DESCRIPTION),
            this::create),
        new Operation(
            "UpdateStateMachineAlias",
            ARN.optional("description", Limits.DESCRIPTION)
                .optional("routingConfiguration", ROUTING),
            this::update),
        new Operation("DescribeStateMachineAlias", ARN, this::describe),
        new Operation(
            "ListStateMachineAliases",
            Limits.paged(Shape.empty().required("stateMachineArn", Limits.ARN)),
            this::list),
        new Operation("DeleteStateMachineAlias", ARN, this::delete));
  }

  private JsonObject create(Request request) {
    List<Alias.Route> routes = routes(request);
    Arn version = Arn.ofStateMachine(routes.get(0).versionArn());
    synchronized (registry) {
      Machine machine = registry.living(version);
      refuseUnknown(machine, routes);
      String name = request.text("name");
      String description = request.optional("description");
      Alias alias = machine.alias(name);
      if (alias == null) {
        if (machine.aliases().size() >= MOST_ALIASES) {
          throw ApiException.of(
              "ServiceQuotaExceededException",
              "A state machine has at most " + MOST_ALIASES + " aliases; delete one first.");
        }
        Instant now = registry.now();
        alias = new Alias(name, machine.arn() + ":" + name, description, routes, now, now);
        machine.put(alias);
      } else if (!Objects.equals(alias.description(), description)
          || !alias.routes().equals(routes)) {
        throw ApiException.of(
            "ConflictException",
            "Failed to create alias because an alias with the same name and a different routing"
                + " configuration already exists.");
      }
      return JsonObject.builder()
          .put("stateMachineAliasArn", alias.arn())
          .put("creationDate", Times.json(alias.created()))
          .build();
    }
  }

  private static List<Alias.Route> routes(Request request) {
    List<Alias.Route> routes = new ArrayList<>();
    for (Json each : request.array("routingConfiguration")) {
      JsonObject route = (JsonObject) each;
      long weight = route.get("weight") instanceof JsonNumber number ? number.longValue() : 0;
      routes.add(
          new Alias.Route(String.valueOf(route.string("stateMachineVersionArn")), (int) weight));
    }
    if (routes.isEmpty()) {
      return routes;
    }
    List<String> arns = routes.stream().map(Alias.Route::versionArn).toList();
    if (!arns.stream().allMatch(arn -> Arn.ofStateMachine(arn).isVersion())) {
      throw routing("must contain state machine version ARNs. Received: " + arns);
    }
    if (new HashSet<>(arns).size() < arns.size()) {
      throw routing("must contain distinct state machine version ARNs. Received: " + arns);
    }
    if (arns.stream().map(arn -> Arn.ofStateMachine(arn).machine()).distinct().count() > 1) {
      throw routing("must contain versions of one state machine. Received: " + arns);
    }
    List<Integer> weights = routes.stream().map(Alias.Route::weight).toList();
    if (weights.stream().mapToInt(Integer::intValue).sum() != 100) {
      throw ApiException.validation(
          "Sum of routing configuration weights must equal 100. Received: " + weights,
          "INVALID_ROUTING_CONFIGURATION");
    }
    return routes;
  }

  private static ApiException routing(String problem) {
    return ApiException.validation(
        "Routing configuration " + problem, "INVALID_ROUTING_CONFIGURATION");
  }

  private static void refuseUnknown(Machine machine, List<Alias.Route> routes) {
    for (Alias.Route route : routes) {
      if (machine.version(route.versionArn()) == null) {
        throw missing(route.versionArn());
      }
    }
  }

  private static ApiException missing(String arn) {
    return ApiException.notFound("Request references a resource that does not exist.", arn);
  }

  private Arn arn(Request request) {
    Arn arn = Arn.ofStateMachine(request.text("stateMachineAliasArn"));
    if (arn.qualifier() == null || arn.isVersion()) {
      throw ApiException.invalidArn("Invalid ARN: not a state machine alias ARN: " + arn.text());
    }
    return arn;
  }

  private Machine machine(Arn arn) {
    Machine machine = registry.machine(arn.machine());
    if (machine == null || machine.alias(arn.qualifier()) == null) {
      throw missing(arn.text());
    }
    return machine;
  }

  private Alias alias(Machine machine, Arn arn) {
    Alias alias = machine.alias(arn.qualifier());
    if (alias == null) {
      throw missing(arn.text());
    }
    return alias;
  }

  private JsonObject update(Request request) {
    Arn arn = arn(request);
    if (!request.has("description") && !request.has("routingConfiguration")) {
      throw ApiException.validation(
          "Either the description or the routing configuration must be specified",
          "MISSING_REQUIRED_PARAMETER");
    }
    List<Alias.Route> routes = routes(request);
    synchronized (registry) {
      Machine machine = machine(arn);
      refuseUnknown(machine, routes);
      Instant now = registry.now();
      machine.put(alias(machine, arn).with(request.optional("description"), routes, now));
      return JsonObject.of("updateDate", Times.json(now));
    }
  }

  private JsonObject describe(Request request) {
    Arn arn = arn(request);
    Alias alias = alias(machine(arn), arn);
    return JsonObject.builder()
        .put("stateMachineAliasArn", alias.arn())
        .put("name", alias.name())
        .putIfPresent("description", alias.description())
        .put(
            "routingConfiguration",
            alias.routes().stream().map(Alias.Route::json).collect(JsonArray.collector()))
        .put("creationDate", Times.json(alias.created()))
        .put("updateDate", Times.json(alias.updated()))
        .build();
  }

  private JsonObject list(Request request) {
    Arn arn = Arn.ofStateMachine(request.text("stateMachineArn"));
    Machine machine = registry.living(arn);
    if (arn.qualifier() != null && machine.version(arn.text()) == null) {
      throw missing(arn.text());
    }
    List<Alias> aliases =
        machine.aliases().stream()
            .filter(alias -> arn.qualifier() == null || alias.refersTo(arn.text()))
            .toList();
    return pages.page(
        request,
        "stateMachineAliases",
        aliases,
        Alias::name,
        alias ->
            JsonObject.builder()
                .put("stateMachineAliasArn", alias.arn())
                .put("creationDate", Times.json(alias.created()))
                .build());
  }

  private JsonObject delete(Request request) {
    Arn arn = arn(request);
    Machine machine = registry.machine(arn.machine());
    if (machine != null) {
      machine.removeAlias(arn.qualifier());
    }
    return JsonObject.EMPTY;
  }
}
