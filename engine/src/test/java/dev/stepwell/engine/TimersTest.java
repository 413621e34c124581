package dev.stepwell.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimersTest {

  @Test
  void runsInOrderOfTimeThenOfSettingAndSkipsWhatIsCancelled() {
    Timers timers = new Timers();
    Random random = new Random(4);
    List<long[]> ran = new ArrayList<>();
    List<Timers.Timer> toCancel = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      long at = random.nextInt(100);
      int order = i;
      Timers.Timer timer = timers.set(at, Timers.UNLIMITED, () -> ran.add(new long[] {at, order}));
      if (i % 3 == 0) {
        toCancel.add(timer);
      }
    }
    toCancel.forEach(timers::cancel);
    toCancel.forEach(timers::cancel);

    Runnable due = timers.due(1_000);
    while (due != null) {
      due.run();
      due = timers.due(1_000);
    }

    assertThat(ran)
        .hasSize(2_000 - toCancel.size())
        .isSortedAccordingTo(
            (a, b) -> a[0] == b[0] ? Long.compare(a[1], b[1]) : Long.compare(a[0], b[0]))
        .noneMatch(each -> each[1] % 3 == 0);
    assertThat(timers.next()).isEqualTo(EngineClock.NEVER);
  }
}
