package dev.stepwell.cli;

import dev.stepwell.aws.cloud.CloudException;
import dev.stepwell.cli.output.ExitCode;
import dev.stepwell.cli.output.UserException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.BiConsumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands, and how their errors are told. */
final class CommandLineInterface {

  @Command(
      name = "./stepwell",
      header = "Data pipelines in plain Java, compiled to AWS Step Functions, and run right here.",
      synopsisSubcommandLabel = "COMMAND",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      footer = {
        "",
        "Exit codes: 0 all went well, 1 a run or a check failed, 2 the command makes no sense.",
        "",
        "Begin with:",
        "  ./stepwell run flights-daily --day 2001-01-03"
      })
  private static final class Root implements Runnable {

    @Override
    public void run() {
      throw UserException.usage("which command?\nSee ./stepwell --help.");
    }
  }

  private final CommandLine commands;

  CommandLineInterface(Workplace workplace, BiConsumer<String, String> systemProperties) {
    commands =
        new CommandLine(new Root())
            .addSubcommand(new RunCommand(workplace, systemProperties))
            .addSubcommand(new ListCommand(workplace))
            .addSubcommand(new GraphCommand(workplace))
            .addSubcommand(new EstimateCommand(workplace))
            .addSubcommand(new HistoryCommand(workplace))
            .addSubcommand(new QueryCommand(workplace))
            .addSubcommand(new CompileCommand(workplace))
            .addSubcommand(new ServeCommand(workplace, systemProperties))
            .addSubcommand(new TriggerCommand(workplace))
            .addSubcommand(new RunsCommand(workplace))
            .addSubcommand(new NextCommand(workplace))
            .addSubcommand(new WhyCommand(workplace))
            .addSubcommand(new BackfillCommand(workplace))
            .addSubcommand(new ClearCommand(workplace))
            .addSubcommand(new MarkCommand(workplace))
            .addSubcommand(new StopCommand(workplace))
            .addSubcommand(new PauseCommand(workplace))
            .addSubcommand(new UnpauseCommand(workplace))
            .addSubcommand(new PoolsCommand(workplace))
            .addSubcommand(new AssetsCommand(workplace))
            .addSubcommand(AwsCommand.of(workplace))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(workplace.screen().out())
            .setErr(workplace.screen().err())
            .setUsageHelpWidth(workplace.screen().columns())
            .setUsageHelpAutoWidth(false)
            .setParameterExceptionHandler(CommandLineInterface::misspelled)
            .setExecutionExceptionHandler(CommandLineInterface::failed);
    commands.getSubcommands().values().forEach(CommandLineInterface::addHelp);
  }

  /** Runs one command line and gives its exit code; nothing is thrown. */
  int execute(String... args) {
    return commands.execute(args);
  }

  private static void addHelp(CommandLine command) {
    command.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new Version());
    command.getSubcommands().values().forEach(CommandLineInterface::addHelp);
  }

  private static int misspelled(ParameterException e, String[] args) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println("stepwell: " + e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println("See " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help.");
    return ExitCode.USAGE;
  }

  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (e instanceof UserException told) {
      err.println("stepwell: " + told.getMessage());
      return told.exitCode();
    }
    if (e instanceof CloudException told) {
      err.println("stepwell: " + told.getMessage());
      return ExitCode.FAILED;
    }
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    err.println("stepwell: an error that should not happen; please report it with these lines:");
    err.print(trace);
    return ExitCode.FAILED;
  }
}
