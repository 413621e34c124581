package dev.stepwell.local.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills processes in the middle of their work, and has others go on. {@code -Dstepwell.kills=N}
 * says how many, {@code -Dstepwell.seed=N} which random times.
 */
class CrashTest {

  private static final int KILLS = 200;

  @TempDir Path folder;

  @Test
  void losesNothingAndDoublesNothingHoweverOftenItIsKilled() throws Exception {
    int kills = Integer.getInteger("stepwell.kills", KILLS);
    long seed = Long.getLong("stepwell.seed", new Random().nextLong());
    System.out.println("crash: seed " + seed);
    Path killed = Files.createDirectory(folder.resolve("killed"));
    Path quiet = Files.createDirectory(folder.resolve("quiet"));
    Finish.prepare(killed);
    Finish.prepare(quiet);

    try (Killer killer = new Killer(killed, new Random(seed))) {
      killer.kill(kills);
      Finish disturbed = Finish.of(killed, killer.planned());
      Finish undisturbed = Finish.of(quiet, killer.planned());

      Audit audit = new Audit();
      audit.compareSteps(undisturbed.entries(), disturbed.entries());
      audit.compareCounts("executions", undisturbed.endCounts(), disturbed.endCounts());
      audit.compareCounts("messages", undisturbed.messages(), disturbed.messages());
      audit.compareCounts("rows", undisturbed.rows(), disturbed.rows());
      System.out.println(
          "crash: %d kills hit open executions, %d a task at work"
              .formatted(killer.withOpen(), killer.withTasks()));
      System.out.println(
          "crash: %d kills, %d lost, %d doubled"
              .formatted(kills, audit.lost().size(), audit.doubled().size()));

      assertThat(audit.lost()).isEmpty();
      assertThat(audit.doubled()).isEmpty();
      assertThat(disturbed.differences(undisturbed)).isEmpty();
      assertThat(undisturbed.ends()).hasSizeGreaterThanOrEqualTo(killer.planned().size());
      assertThat(killer.withOpen()).isGreaterThan(kills * 9 / 10);
      assertThat(killer.withTasks()).isGreaterThan(kills / 4);
    }
  }
}
