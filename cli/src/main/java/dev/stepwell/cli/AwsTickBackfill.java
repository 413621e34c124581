package dev.stepwell.cli;

import dev.stepwell.aws.cloud.CloudRun;
import dev.stepwell.aws.cloud.Machine;
import dev.stepwell.aws.cloud.StepFunctions;
import dev.stepwell.cli.output.Table;
import dev.stepwell.cli.schedule.DatesOnAws;
import dev.stepwell.scheduler.BackfillPlan;
import dev.stepwell.scheduler.BackfillPlanner.Existing;
import dev.stepwell.scheduler.BackfillRequest;
import dev.stepwell.scheduler.RunState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Fills the dates of a timetable on AWS, by the plan that './stepwell backfill' has. It starts what
 * there is room for and ends; given again, it goes on.
 */
final class AwsTickBackfill {

  /** How many attempts of one date are looked for. */
  private static final int MOST_ATTEMPTS = 50;

  private final StepFunctions client;
  private final Machine machine;
  private final DatesOnAws dates;
  private final Map<Instant, Integer> attempts = new HashMap<>();
  private int running;

  AwsTickBackfill(StepFunctions client, Machine machine, DatesOnAws dates) {
    this.client = client;
    this.machine = machine;
    this.dates = dates;
  }

  /**
   * Does what there is room for.
   *
   * @param told gets a row for each date: date, what became of it, why
   * @return how many dates are left
   */
  int run(BackfillRequest request, Instant now, boolean dryRun, Table told) {
    BackfillPlan plan = dates.plan(request, now, this::existing);
    int room = request.maxActiveRuns() - running;
    int left = 0;
    for (BackfillPlan.Entry entry : plan.entries()) {
      String date = entry.logicalDate().toString();
      if (entry.action() == BackfillPlan.Action.SKIP) {
        told.row(date, "skipped", entry.reason());
      } else if (room <= 0) {
        left++;
        told.row(date, "left", request.maxActiveRuns() + " run already");
      } else {
        room--;
        String name =
            dates.execution(entry.logicalDate(), attempts.getOrDefault(entry.logicalDate(), 0) + 1);
        if (!dryRun) {
          client.start(machine, name, dates.input(entry));
        }
        told.row(date, dryRun ? "to start" : "started", name);
      }
    }
    return left;
  }

  /** The last attempt of a date, if it has one; counts what is on. */
  private Optional<Existing> existing(Instant logicalDate) {
    Optional<Existing> last = Optional.empty();
    attempts.put(logicalDate, 0);
    for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      String name = dates.execution(logicalDate, attempt);
      Optional<CloudRun> found = client.run(machine, name);
      if (found.isEmpty()) {
        break;
      }
      attempts.put(logicalDate, attempt);
      last = Optional.of(new Existing(name, state(found.get().status())));
    }
    running += last.filter(run -> run.state() == RunState.RUNNING).isPresent() ? 1 : 0;
    return last;
  }

  /** AWS's words in Airflow's. */
  private static RunState state(String status) {
    return switch (status) {
      case "SUCCEEDED" -> RunState.SUCCESS;
      case "RUNNING", "PENDING_REDRIVE" -> RunState.RUNNING;
      default -> RunState.FAILED;
    };
  }
}
