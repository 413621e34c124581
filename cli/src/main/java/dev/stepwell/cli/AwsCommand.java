package dev.stepwell.cli;

import dev.stepwell.cli.output.UserException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands about executions on AWS. */
@Command(
    name = "aws",
    header = "Deploy, start and look at workflows on AWS, in the words of local runs.",
    description = {
      "Credentials and region are found as the AWS command line finds them. Everything can be said to another server"
          + " with the APIs of AWS by --endpoint."
    },
    synopsisSubcommandLabel = "COMMAND")
final class AwsCommand implements Runnable {

  private AwsCommand() {}

  static CommandLine of(Workplace workplace) {
    return new CommandLine(new AwsCommand())
        .addSubcommand(new AwsDiffCommand(workplace))
        .addSubcommand(new AwsDeployCommand(workplace))
        .addSubcommand(new AwsRollbackCommand(workplace))
        .addSubcommand(new AwsStartCommand(workplace))
        .addSubcommand(new AwsRunsCommand(workplace))
        .addSubcommand(new AwsHistoryCommand(workplace))
        .addSubcommand(new AwsStopCommand(workplace))
        .addSubcommand(new AwsRedriveCommand(workplace))
        .addSubcommand(new AwsClearCommand(workplace))
        .addSubcommand(new AwsTidyCommand(workplace))
        .addSubcommand(new AwsBackfillCommand(workplace))
        .addSubcommand(new AwsCompareCommand(workplace))
        .addSubcommand(new AwsTriggersCommand(workplace))
        .addSubcommand(new AwsPauseCommand(workplace))
        .addSubcommand(new AwsUnpauseCommand(workplace))
        .addSubcommand(new AwsInvokeCommand(workplace));
  }

  @Override
  public void run() {
    throw UserException.usage("which command?\nSee ./stepwell aws --help.");
  }
}
