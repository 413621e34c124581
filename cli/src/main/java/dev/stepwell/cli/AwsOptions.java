package dev.stepwell.cli;

import dev.stepwell.aws.cloud.CloudRun;
import dev.stepwell.aws.cloud.Connection;
import dev.stepwell.aws.cloud.Machine;
import dev.stepwell.aws.cloud.StepFunctions;
import dev.stepwell.cli.output.UserException;
import dev.stepwell.dsl.Workflow;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command about AWS takes: where it is, and how the stack's names begin. */
final class AwsOptions {

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "Address of a server with the APIs of AWS (default: AWS).")
  private @Nullable URI endpoint;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Such as eu-west-1 (default: as the AWS command line finds it).")
  private @Nullable String region;

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      description = "Of the AWS command line's configuration.")
  private @Nullable String profile;

  @Option(
      names = "--prefix",
      paramLabel = "PREFIX",
      defaultValue = "stepwell",
      description =
          "The stack's NamePrefix, with which the names of its machines begin (default: stepwell).")
  private String prefix = "stepwell";

  StepFunctions connect() {
    return StepFunctions.at(connection());
  }

  Connection connection() {
    return new Connection(endpoint, region, profile);
  }

  /** Whether another server than AWS is meant. */
  boolean isElsewhere() {
    return endpoint != null;
  }

  /** With what the stack's names begin. */
  String prefix() {
    return prefix;
  }

  /** Region and profile in the words of AWS's command lines. */
  List<String> where() {
    List<String> where = new ArrayList<>();
    if (region != null) {
      where.addAll(List.of("--region", region));
    }
    if (profile != null) {
      where.addAll(List.of("--profile", profile));
    }
    return where;
  }

  /** What the machine of a workflow is called there. */
  String deployedName(String workflow) {
    return prefix + "-" + workflow;
  }

  /** The machine of a workflow, which must be deployed. */
  Machine machine(StepFunctions aws, String workflow) {
    return aws.machine(deployedName(workflow))
        .orElseThrow(
            () ->
                UserException.failure(
                    "there is no state machine '%s' for workflow '%s'.\nDeploy it with sam deploy, or name the stack's prefix with --prefix."
                        .formatted(deployedName(workflow), workflow)));
  }

  /** The execution of a name or an ARN, of whichever workflow. */
  CloudRun run(StepFunctions aws, String nameOrArn, List<Workflow<?>> workflows) {
    if (nameOrArn.startsWith("arn:")) {
      return aws.run(nameOrArn);
    }
    for (Workflow<?> workflow : workflows) {
      Optional<CloudRun> found =
          aws.machine(deployedName(workflow.name()))
              .flatMap(machine -> aws.run(machine, nameOrArn));
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw UserException.usage(
        "no workflow of prefix '%s' has a run '%s'.\nList those of one with ./stepwell aws runs WORKFLOW, or give the execution's ARN."
            .formatted(prefix, nameOrArn));
  }
}
