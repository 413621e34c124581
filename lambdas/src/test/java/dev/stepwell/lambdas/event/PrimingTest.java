package dev.stepwell.lambdas.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.lambdas.PlanPartitions;
import dev.stepwell.lambdas.firehose.FirehoseTransform;
import java.util.ArrayList;
import java.util.List;
import org.crac.Core;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrimingTest {

  @BeforeEach
  void region() {
    System.setProperty("aws.region", "us-east-1");
  }

  @AfterEach
  void noRegion() {
    System.clearProperty("aws.region");
  }

  @Test
  void workIsDoneBeforeTheSnapshotAndHandlersPrimeThemselvesWithoutAnythingOutside()
      throws Exception {
    List<String> done = new ArrayList<>();
    int before = Priming.all().size();
    Priming.before(() -> done.add("work"));
    assertThat(new PlanPartitions()).isNotNull();
    assertThat(new FirehoseTransform()).isNotNull();
    List<Priming> asked = Priming.all().subList(before, Priming.all().size());
    assertThat(asked).hasSize(3);
    for (Priming priming : asked) {
      priming.beforeCheckpoint(Core.getGlobalContext());
      priming.afterRestore(Core.getGlobalContext());
    }
    assertThat(done).containsExactly("work");
  }

  @Test
  void workThatFailsFailsTheSnapshot() {
    Priming.before(
        () -> {
          throw new IllegalStateException("no such class");
        });
    Priming last = Priming.all().get(Priming.all().size() - 1);
    assertThatThrownBy(() -> last.beforeCheckpoint(Core.getGlobalContext()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no such class");
  }
}
