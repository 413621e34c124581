package dev.stepwell.local;

import dev.stepwell.engine.TaskHandler;
import dev.stepwell.local.service.Service;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Fails the tasks that no local service can do, with what to write so that they are done. */
final class MissingService {

  private static final String SDK = LocalCloud.INTEGRATION + "aws-sdk:";
  private static final String TASK_FAILED = "States.TaskFailed";

  private final List<Service> services;

  MissingService(List<Service> services) {
    this.services = services;
  }

  /** A handler for an integration; the engine itself starts executions. */
  Optional<TaskHandler> handler(String resource) {
    if (!resource.startsWith(LocalCloud.INTEGRATION)
        || resource.startsWith(LocalCloud.INTEGRATION + "states:")) {
      return Optional.empty();
    }
    String reason = reason(resource);
    return Optional.of(TaskHandler.repeatable(task -> task.fail(TASK_FAILED, reason)));
  }

  private String reason(String resource) {
    String name = resource.substring(LocalCloud.INTEGRATION.length());
    return "Nothing here does the work of '"
        + name
        + "': "
        + what(resource)
        + ". Supply it: LocalCloud.in(folder).handler(\""
        + name
        + "\", handler), or .answer(\""
        + name
        + "\", arguments -> answer)";
  }

  private String what(String resource) {
    boolean sdk = resource.startsWith(SDK);
    String name = resource.substring((sdk ? SDK : LocalCloud.INTEGRATION).length());
    String service = name.substring(0, name.indexOf(':') < 0 ? name.length() : name.indexOf(':'));
    TreeSet<String> actions = new TreeSet<>();
    services.stream()
        .filter(each -> each.name().equals(service))
        .forEach(each -> actions.addAll(sdk ? each.sdkActions() : each.optimizedActionNames()));
    if (!actions.isEmpty()) {
      return "of the service " + service + " there are " + String.join(", ", actions);
    }
    TreeSet<String> names = new TreeSet<>();
    services.forEach(each -> names.add(each.name()));
    return "the services here are " + String.join(", ", names);
  }
}
