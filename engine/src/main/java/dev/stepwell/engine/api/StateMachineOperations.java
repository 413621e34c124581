package dev.stepwell.engine.api;

import dev.stepwell.asl.Diagnostic;
import dev.stepwell.asl.InvalidDefinitionException;
import dev.stepwell.asl.StateMachineType;
import dev.stepwell.asl.StateMachineValidator;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Names;
import dev.stepwell.engine.StateMachineHandle;
import dev.stepwell.engine.WorkflowType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates, changes, shows and deletes state machines. */
final class StateMachineOperations {

  private static final Shape CREATE =
      Shape.empty()
          .required("name", Limits.NAME)
          .required("definition", Limits.DEFINITION)
          .required("roleArn", Limits.ARN)
          .optional("type", Limits.TYPE)
          .optional("loggingConfiguration", Settings.LOGGING)
          .optional("tracingConfiguration", Settings.TRACING)
          .optional("tags", TagOperations.TAGS)
          .optional("publish", Constraint.flag())
          .optional("versionDescription", Limits.DESCRIPTION)
          .optional("encryptionConfiguration", Settings.ENCRYPTION);

  private static final Shape UPDATE =
      Shape.empty()
          .required("stateMachineArn", Limits.ARN)
          .optional("definition", Limits.DEFINITION)
          .optional("roleArn", Limits.ARN)
          .optional("loggingConfiguration", Settings.LOGGING)
          .optional("tracingConfiguration", Settings.TRACING)
          .optional("publish", Constraint.flag())
          .optional("versionDescription", Limits.DESCRIPTION)
          .optional("encryptionConfiguration", Settings.ENCRYPTION);

  private static final Shape ARN = Shape.empty().required("stateMachineArn", Limits.ARN);

  private final Registry registry;
  private final Pages pages;

  StateMachineOperations(Registry registry, Pages pages) {
    this.registry = registry;
    this.pages = pages;
  }

  List<Operation> all() {
    return List.of(
        new Operation("CreateStateMachine", CREATE, this::create),
        new Operation("UpdateStateMachine", UPDATE, this::update),
        new Operation(
            "DescribeStateMachine", ARN.optional("includedData", Limits.INCLUDED), this::describe),
        new Operation("ListStateMachines", Limits.paged(Shape.empty()), this::list),
        new Operation("DeleteStateMachine", ARN, this::delete));
  }

  private JsonObject create(Request request) {
    String name = request.text("name");
    if (!Names.areAllowed(name)) {
      throw ApiException.of("InvalidName", "Invalid Name: '" + name + "'");
    }
    refuseNeedlessDescription(request);
    String typeName = request.optional("type");
    WorkflowType type = WorkflowType.valueOf(typeName == null ? "STANDARD" : typeName);
    refuseInvalid(request.text("definition"), type);
    Settings settings = Settings.NONE.with(request);
    TagOperations.refuseTooMany(request, registry.engine().arn("stateMachine", name));
    synchronized (registry) {
      Machine machine = registry.machine(name);
      if (machine == null) {
        machine = created(request, type, settings);
      } else {
        refuseOther(machine, request, type, settings);
      }
      JsonObject.Builder response =
          JsonObject.builder()
              .put("stateMachineArn", machine.arn())
              .put("creationDate", Times.json(machine.created()));
      if (request.flag("publish", false)) {
        response.put("stateMachineVersionArn", machine.versionOfCreation().arn());
      }
      return response.build();
    }
  }

  private Machine created(Request request, WorkflowType type, Settings settings) {
    boolean publish = request.flag("publish", false);
    String description = request.optional("versionDescription");
    Revision revision =
        registry.revision(
            null,
            request.text("name"),
            request.text("definition"),
            type,
            request.text("roleArn"),
            settings);
    Machine machine = new Machine(new Machine.Creation(publish, description, revision));
    if (publish) {
      machine.publish(description, registry.now());
    }
    registry.add(machine);
    TagOperations.add(request, registry.tags(machine.arn()));
    return machine;
  }

  private static void refuseOther(
      Machine machine, Request request, WorkflowType type, Settings settings) {
    if (machine.isDeleting()) {
      throw ApiException.of(
          "StateMachineDeleting", "State Machine is being deleted: '" + machine.arn() + "'");
    }
    StateMachineHandle handle = machine.current().handle();
    Machine.Creation creation = machine.creation();
    String description = request.optional("versionDescription");
    boolean same =
        handle.definition().equals(request.text("definition"))
            && handle.type() == type
            && machine.current().settings().equals(settings)
            && creation.publish() == request.flag("publish", false)
            && java.util.Objects.equals(creation.versionDescription(), description);
    if (!same) {
      throw ApiException.of(
          "StateMachineAlreadyExists", "State Machine Already Exists: '" + machine.arn() + "'");
    }
  }

  private static void refuseNeedlessDescription(Request request) {
    if (request.has("versionDescription") && !request.flag("publish", false)) {
      throw ApiException.validation("Version description can only be set when publish is true");
    }
  }

  private static void refuseInvalid(String definition, WorkflowType type) {
    List<Diagnostic> errors =
        StateMachineValidator.validate(definition, StateMachineType.valueOf(type.name())).stream()
            .filter(each -> each.severity() == Diagnostic.Severity.ERROR)
            .toList();
    if (!errors.isEmpty()) {
      throw ApiException.of(
          "InvalidDefinition", String.valueOf(new InvalidDefinitionException(errors).getMessage()));
    }
  }

  private JsonObject update(Request request) {
    Arn arn = Arn.ofStateMachine(request.text("stateMachineArn"));
    boolean any =
        request.has("definition")
            || request.has("roleArn")
            || request.has("loggingConfiguration")
            || request.has("tracingConfiguration")
            || request.has("encryptionConfiguration");
    if (!any) {
      throw ApiException.of(
          "MissingRequiredParameter",
          "Either the definition, the role ARN, the LoggingConfiguration, or the"
              + " TracingConfiguration must be specified");
    }
    refuseNeedlessDescription(request);
    synchronized (registry) {
      Machine machine = registry.living(arn);
      if (arn.qualifier() != null) {
        throw Registry.missing(arn);
      }
      Revision revision = updated(machine, request);
      JsonObject.Builder response =
          JsonObject.builder()
              .put("updateDate", Times.json(registry.now()))
              .putIfPresent("revisionId", revision.id());
      if (request.flag("publish", false)) {
        Version version = machine.publish(request.optional("versionDescription"), registry.now());
        response.put("stateMachineVersionArn", version.arn());
      }
      return response.build();
    }
  }

  private Revision updated(Machine machine, Request request) {
    StateMachineHandle handle = machine.current().handle();
    String definition = or(request.optional("definition"), handle.definition());
    String role = or(request.optional("roleArn"), handle.roleArn());
    Settings settings = machine.current().settings().with(request);
    if (request.has("definition")) {
      refuseInvalid(definition, handle.type());
    }
    return machine.update(
        definition,
        role,
        settings,
        () ->
            registry.revision(
                registry.engine().ids().next().toString(),
                machine.name(),
                definition,
                handle.type(),
                role,
                settings));
  }

  private static String or(@Nullable String given, String otherwise) {
    return given == null ? otherwise : given;
  }

  private JsonObject describe(Request request) {
    Arn arn = Arn.parse(request.text("stateMachineArn"), "stateMachine");
    Machine machine = registry.machine(arn);
    Version version = null;
    if (arn.qualifier() != null) {
      Alias alias = machine.alias(arn.qualifier());
      version = machine.version(alias == null ? arn.text() : alias.routes().get(0).versionArn());
      if (version == null) {
        throw Registry.missing(arn);
      }
    }
    Revision revision = version == null ? machine.current() : version.revision();
    JsonObject.Builder response =
        JsonObject.builder()
            .put("stateMachineArn", arn.text())
            .put("name", machine.name())
            .put("status", machine.isDeleting() ? "DELETING" : "ACTIVE")
            .put("type", revision.handle().type().name())
            .put(
                "creationDate", Times.json(version == null ? machine.created() : version.created()))
            .putIfPresent("description", version == null ? null : version.description());
    revision.describe(response, registry.engine().behaviour().describesEncryption());
    return response.build();
  }

  private JsonObject list(Request request) {
    return pages.page(
        request,
        "stateMachines",
        registry.machines(),
        Machine::name,
        machine ->
            JsonObject.builder()
                .put("stateMachineArn", machine.arn())
                .put("name", machine.name())
                .put("type", machine.current().handle().type().name())
                .put("creationDate", Times.json(machine.created()))
                .build());
  }

  private JsonObject delete(Request request) {
    Arn arn = Arn.ofStateMachine(request.text("stateMachineArn"));
    synchronized (registry) {
      Machine machine = registry.machine(arn.machine());
      if (machine != null && arn.text().equals(machine.arn())) {
        registry.delete(machine);
      }
    }
    return JsonObject.EMPTY;
  }
}
