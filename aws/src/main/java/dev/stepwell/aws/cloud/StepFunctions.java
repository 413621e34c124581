package dev.stepwell.aws.cloud;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonSyntaxException;
import dev.stepwell.aws.SamTemplate;
import dev.stepwell.aws.cloud.Machine.Alias;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineAliasResponse;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ListStateMachineVersionsResponse;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;

/**
 * Step Functions. Pages are followed; the SDK repeats throttled calls. Thread-safe.
 *
 * <p>Every method throws {@link CloudException} if AWS refuses or cannot be reached.
 */
public final class StepFunctions implements AutoCloseable {

  private final SfnClient client;

  private StepFunctions(SfnClient client) {
    this.client = client;
  }

  /** A client; nothing is asked yet. */
  public static StepFunctions at(Connection connection) {
    return new StepFunctions(Clients.of("Step Functions", SfnClient.builder(), connection));
  }

  /** The machine of a name; empty if there is none. */
  public Optional<Machine> machine(String name) {
    Optional<StateMachineListItem> found =
        listed(machines -> machines.filter(each -> each.name().equals(name)).findFirst());
    return found.map(each -> described(each.stateMachineArn()));
  }

  /** The machines whose names are meant. */
  public List<Machine> machines(Predicate<String> names) {
    List<StateMachineListItem> found =
        listed(machines -> machines.filter(each -> names.test(each.name())).toList());
    return found.stream().map(each -> described(each.stateMachineArn())).toList();
  }

  private <T> T listed(Function<Stream<StateMachineListItem>, T> wanted) {
    return Failures.telling(
        "cannot list the state machines",
        () -> wanted.apply(client.listStateMachinesPaginator().stateMachines().stream()));
  }

  /** Deletes a machine when its executions have ended; nobody finds their histories afterwards. */
  public void delete(Machine machine) {
    Failures.telling(
        "cannot delete " + machine.name(),
        () -> client.deleteStateMachine(it -> it.stateMachineArn(machine.arn())));
  }

  private Machine described(String arn) {
    DescribeStateMachineResponse machine =
        Failures.telling(
            "cannot describe the state machine " + arn,
            () -> client.describeStateMachine(it -> it.stateMachineArn(arn)));
    try {
      if (Json.parse(machine.definition()) instanceof JsonObject definition) {
        return new Machine(arn, live(arn), machine.name(), machine.roleArn(), definition);
      }
      throw new CloudException("the definition of " + arn + " is no JSON object");
    } catch (JsonSyntaxException e) {
      throw new CloudException(
          "the definition of " + arn + " cannot be read: " + e.getMessage(), e);
    }
  }

  private @Nullable Alias live(String machineArn) {
    String arn = machineArn + ":" + SamTemplate.ALIAS;
    return Failures.telling(
            "cannot describe the alias " + arn,
            () -> {
              try {
                return Optional.of(
                    client.describeStateMachineAlias(it -> it.stateMachineAliasArn(arn)));
              } catch (ResourceNotFoundException none) {
                return Optional.<DescribeStateMachineAliasResponse>empty();
              }
            })
        .map(
            alias ->
                new Alias(
                    arn,
                    alias.routingConfiguration().stream()
                        .max(Comparator.comparing(RoutingConfigurationListItem::weight))
                        .map(most -> version(most.stateMachineVersionArn()))
                        .orElse(0)))
        .orElse(null);
  }

  private static int version(String versionArn) {
    return Integer.parseInt(versionArn.substring(versionArn.lastIndexOf(':') + 1));
  }

  /** The versions of a machine that are kept, by their numbers and when they were published. */
  public NavigableMap<Integer, Instant> versions(Machine machine) {
    NavigableMap<Integer, Instant> versions = new TreeMap<>();
    String next = null;
    do {
      String token = next;
      ListStateMachineVersionsResponse page =
          Failures.telling(
              "cannot list the versions of " + machine.name(),
              () ->
                  client.listStateMachineVersions(
                      it -> it.stateMachineArn(machine.arn()).nextToken(token)));
      page.stateMachineVersions()
          .forEach(
              each -> versions.put(version(each.stateMachineVersionArn()), each.creationDate()));
      next = page.nextToken();
    } while (next != null);
    return versions;
  }

  /** Has an alias name a version, for all that is started from now on. */
  public void route(Alias alias, Machine machine, int version) {
    Failures.telling(
        "cannot point " + alias.arn() + " to version " + version,
        () ->
            client.updateStateMachineAlias(
                it ->
                    it.stateMachineAliasArn(alias.arn())
                        .routingConfiguration(
                            RoutingConfigurationListItem.builder()
                                .stateMachineVersionArn(machine.arn() + ":" + version)
                                .weight(100)
                                .build())));
  }

  /** Gives a machine another definition, as a new version, which is live from then on. */
  public void update(Machine machine, JsonObject definition) {
    String version =
        Failures.telling(
            "cannot update " + machine.name(),
            () ->
                client
                    .updateStateMachine(
                        it ->
                            it.stateMachineArn(machine.arn())
                                .definition(definition.pretty())
                                .publish(true))
                    .stateMachineVersionArn());
    if (machine.live() != null) {
      route(machine.live(), machine, version(version));
    }
  }

  /** Makes a machine; gives its ARN. */
  public String create(String name, JsonObject definition, String roleArn) {
    return Failures.telling(
        "cannot create " + name,
        () ->
            client
                .createStateMachine(
                    it -> it.name(name).definition(definition.pretty()).roleArn(roleArn))
                .stateMachineArn());
  }

  /**
   * Starts an execution of what is live; gives its ARN.
   *
   * @param name null for one that Step Functions makes up
   */
  public String start(Machine machine, @Nullable String name, JsonObject input) {
    return Failures.telling(
        "cannot start " + machine.name(),
        () ->
            client
                .startExecution(
                    it -> it.stateMachineArn(machine.startArn()).name(name).input(input.compact()))
                .executionArn());
  }

  /**
   * The executions of a machine, the latest first.
   *
   * @param most how many at most
   */
  public List<CloudRun> runs(Machine machine, int most) {
    return Failures.telling(
        "cannot list the executions of " + machine.name(),
        () ->
            client
                .listExecutionsPaginator(it -> it.stateMachineArn(machine.arn()))
                .executions()
                .stream()
                .limit(most)
                .map(StepFunctions::run)
                .toList());
  }

  private static CloudRun run(ExecutionListItem item) {
    return new CloudRun(
        item.executionArn(),
        item.name(),
        item.statusAsString(),
        item.startDate(),
        item.stopDate(),
        null,
        null);
  }

  /** One execution, by its ARN. */
  public CloudRun run(String arn) {
    return Failures.telling(
        "cannot describe the execution " + arn,
        () -> described(client.describeExecution(it -> it.executionArn(arn))));
  }

  private static CloudRun described(DescribeExecutionResponse run) {
    return new CloudRun(
        run.executionArn(),
        run.name(),
        run.statusAsString(),
        run.startDate(),
        run.stopDate(),
        run.input(),
        run.error());
  }

  /** The execution of a machine by its name; empty if there is none. */
  public Optional<CloudRun> run(Machine machine, String name) {
    String arn = machine.arn().replace(":stateMachine:", ":execution:") + ":" + name;
    return Failures.telling(
        "cannot describe the execution " + arn,
        () -> {
          try {
            return Optional.of(described(client.describeExecution(it -> it.executionArn(arn))));
          } catch (ExecutionDoesNotExistException none) {
            return Optional.<CloudRun>empty();
          }
        });
  }

  /** All events of an execution, in the shape of {@code GetExecutionHistory}. */
  public List<JsonObject> history(String arn) {
    return Failures.telling(
        "cannot read the history of " + arn,
        () ->
            client.getExecutionHistoryPaginator(it -> it.executionArn(arn)).events().stream()
                .map(SdkJson::of)
                .toList());
  }

  /** Stops an execution; its status becomes {@code ABORTED}. */
  public void stop(String arn, String cause) {
    Failures.telling(
        "cannot stop " + arn,
        () ->
            client.stopExecution(
                it -> it.executionArn(arn).error("Stepwell.Stopped").cause(cause)));
  }

  /** Has an execution go on from the steps that were not successful. */
  public void redrive(String arn) {
    Failures.telling(
        "cannot redrive " + arn, () -> client.redriveExecution(it -> it.executionArn(arn)));
  }

  @Override
  public void close() {
    client.close();
  }
}
