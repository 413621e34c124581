package dev.stepwell.cli;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonSyntaxException;
import dev.stepwell.aws.cloud.CloudFunctions;
import dev.stepwell.cli.output.ExitCode;
import dev.stepwell.cli.output.UserException;
import dev.stepwell.dsl.Resource.Function;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Calls a function on AWS. */
@Command(
    name = "invoke",
    header = "Call a Lambda function on AWS as a step does, and show its answer.",
    description = {
      "Calls the alias that the steps call, once, and waits. Prints the function's result; if it failed, its error and the"
          + " end of its log, with exit code 1."
    })
final class AwsInvokeCommand implements Callable<Integer> {

  private final Workplace workplace;

  @Mixin private AwsOptions aws = new AwsOptions();

  @Parameters(
      paramLabel = "FUNCTION",
      description = "Its name among the resources, without the stack's prefix.")
  private String name = "";

  @ArgGroup(exclusive = true)
  private @Nullable Event event;

  /** At most one of the two. */
  private static final class Event {
    @Option(names = "--input", paramLabel = "JSON", description = "The event (default: {}).")
    private @Nullable String text;

    @Option(names = "--input-file", paramLabel = "FILE", description = "A file with the event.")
    private @Nullable Path file;
  }

  @Option(
      names = "--alias",
      paramLabel = "NAME",
      defaultValue = "live",
      description = "A version or alias; '$LATEST' for the newest code (default: live).")
  private String alias = "live";

  @Option(names = "--log", description = "Show the end of its log also if it succeeded.")
  private boolean log;

  AwsInvokeCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() {
    PrintWriter out = workplace.screen().out();
    String function = aws.deployedName(known(name));
    CloudFunctions.Answer answer;
    try (CloudFunctions client = CloudFunctions.at(aws.connection())) {
      answer = client.invoke(function, alias, event().compact());
    }
    if (log || answer.error() != null) {
      answer.log().lines().forEach(out::println);
    }
    if (answer.error() != null) {
      out.flush();
      throw UserException.failure("%s failed: %s".formatted(function, answer.payload()));
    }
    out.println(answer.payload());
    out.flush();
    return ExitCode.OK;
  }

  private String known(String function) {
    List<String> all =
        workplace.catalogues().get().resources().all(Function.class).stream()
            .map(Function::name)
            .toList();
    if (all.contains(function)) {
      return function;
    }
    throw Workplace.unknown("function", function, all);
  }

  private Json event() {
    try {
      if (event == null) {
        return Json.parse("{}");
      }
      return Json.parse(
          event.file == null ? String.valueOf(event.text) : Files.readString(event.file));
    } catch (JsonSyntaxException e) {
      throw UserException.usage(
          "the event is not JSON: %s\nPut it in single quotes so that the shell leaves it alone, or into a file for --input-file."
              .formatted(e.getMessage()));
    } catch (IOException e) {
      throw UserException.usage(
          "the event cannot be read: %s\nName a file that is there.".formatted(e));
    }
  }
}
