package dev.stepwell.cli;

import dev.stepwell.cli.output.ExitCode;
import dev.stepwell.cli.schedule.Serving;
import dev.stepwell.scheduler.Scheduler;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Make runs when they are due, until it is stopped. */
@Command(
    name = "serve",
    header = "Make runs when they are due, until it is stopped.",
    description = {
      "Schedules and new objects start workflows on this machine as they would on AWS, in real time. All is in the state"
          + " folder: stopped in whatever way and started again, it goes on where it was.",
      "",
      "The other commands (trigger, runs, why, clear, ...) talk to it, and work without it too."
    })
final class ServeCommand implements Callable<Integer> {

  @Mixin private final ScheduleOptions options;

  private final Workplace workplace;
  private final BiConsumer<String, String> systemProperties;

  ServeCommand(Workplace workplace, BiConsumer<String, String> systemProperties) {
    this.options = new ScheduleOptions(workplace);
    this.workplace = workplace;
    this.systemProperties = systemProperties;
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = workplace.screen().out();
    try (Serving serving =
        Serving.start(
            workplace.catalogues().get(),
            workplace.project(options.stateDir()),
            workplace.clock(),
            systemProperties,
            missed -> {
              out.printf(
                  "%s of %s missed its deadline '%s' of %s%n",
                  missed.runId(), missed.workflow(), missed.deadline(), missed.due());
              out.flush();
            })) {
      Thread closing = new Thread(serving::close);
      Runtime.getRuntime().addShutdownHook(closing);
      Map<String, Instant> next = serving.scheduler().nextOfAll();
      for (Scheduler.WorkflowView workflow : serving.scheduler().workflows()) {
        out.println(line(workflow, next.get(workflow.name())));
      }
      out.println();
      out.println("Serving; stop with Ctrl-C. See ./stepwell runs.");
      out.flush();
      serving.await();
    }
    return ExitCode.OK;
  }

  private static String line(Scheduler.WorkflowView workflow, @Nullable Instant next) {
    return "%s: %s, %d queued, %d running"
        .formatted(
            workflow.name(), when(workflow, next), workflow.queuedRuns(), workflow.runningRuns());
  }

  private static String when(Scheduler.WorkflowView workflow, @Nullable Instant next) {
    if (!workflow.registered()) {
      return "no longer among the workflows";
    } else if (workflow.paused()) {
      return "paused";
    }
    return next == null ? "no schedule" : "next " + next;
  }
}
