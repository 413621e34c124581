package dev.stepwell.engine.api;

import dev.stepwell.asl.json.JsonObject;
import java.util.List;

/** Publishes, lists and deletes versions of state machines. */
final class VersionOperations {

  private static final int MOST_VERSIONS = 1000;
  private static final String FIRST_REVISION = "INITIAL";
  private static final Shape MACHINE = Shape.empty().required("stateMachineArn", Limits.ARN);

  private final Registry registry;
  private final Pages pages;

  VersionOperations(Registry registry, Pages pages) {
    this.registry = registry;
    this.pages = pages;
  }

  List<Operation> all() {
    return List.of(
        new Operation(
            "PublishStateMachineVersion",
            MACHINE
                .optional("revisionId", Constraint.text(0, 256))
                .optional("description", Limits.DESCRIPTION),
            this::publish),
        new Operation("ListStateMachineVersions", Limits.paged(MACHINE), this::list),
        new Operation(
            "DeleteStateMachineVersion",
            Shape.empty().required("stateMachineVersionArn", Limits.LONG_ARN),
            this::delete));
  }

  private Machine machine(Request request) {
    Arn arn = Arn.ofStateMachine(request.text("stateMachineArn"));
    if (arn.qualifier() != null) {
      throw ApiException.invalidArn(
          "Resource type not valid in this context: stateMachine version");
    }
    return registry.living(arn);
  }

  private JsonObject publish(Request request) {
    Machine machine = machine(request);
    String wanted = request.optional("revisionId");
    synchronized (registry) {
      String id = machine.current().id();
      String revision = id == null ? FIRST_REVISION : id;
      if (wanted != null && !wanted.isEmpty() && !wanted.equals(revision)) {
        throw ApiException.of(
            "ConflictException",
            "Failed to publish the State Machine version for revision "
                + wanted
                + ". The current State Machine revision is "
                + revision
                + ".");
      }
      if (machine.versions().size() >= MOST_VERSIONS) {
        throw ApiException.of(
            "ServiceQuotaExceededException",
            "A state machine has at most " + MOST_VERSIONS + " versions; delete one first.");
      }
      Version version = machine.publish(request.optional("description"), registry.now());
      return JsonObject.builder()
          .put("creationDate", Times.json(version.created()))
          .put("stateMachineVersionArn", version.arn())
          .build();
    }
  }

  private JsonObject list(Request request) {
    return pages.page(
        request,
        "stateMachineVersions",
        machine(request).versions(),
        Version::arn,
        version ->
            JsonObject.builder()
                .put("stateMachineVersionArn", version.arn())
                .put("creationDate", Times.json(version.created()))
                .build());
  }

  private JsonObject delete(Request request) {
    Arn arn = Arn.ofStateMachine(request.text("stateMachineVersionArn"));
    if (!arn.isVersion()) {
      throw ApiException.invalidArn("Invalid ARN: not a state machine version ARN: " + arn.text());
    }
    synchronized (registry) {
      Machine machine = registry.machine(arn.machine());
      Version version = machine == null ? null : machine.version(arn.text());
      if (machine == null || version == null) {
        return JsonObject.EMPTY;
      }
      List<String> aliases =
          machine.aliases().stream()
              .filter(alias -> alias.refersTo(arn.text()))
              .map(Alias::name)
              .toList();
      if (!aliases.isEmpty()) {
        throw ApiException.of(
            "ConflictException",
            "Version to be deleted must not be referenced by an alias. Current list of aliases"
                + " referencing this version: "
                + aliases);
      }
      machine.remove(version);
    }
    return JsonObject.EMPTY;
  }
}
