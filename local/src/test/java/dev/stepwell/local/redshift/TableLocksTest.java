package dev.stepwell.local.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TableLocksTest {

  private final TableLocks locks = new TableLocks();

  @Test
  void makesTheSecondWaitUntilTheFirstReleases() throws Exception {
    locks.take("t", "first");
    locks.take("t", "first");
    CompletableFuture<Void> second = taking("t", "second");
    waitFor("second");
    assertThat(second).isNotDone();
    locks.release("first");
    second.join();
    locks.release("second");
    locks.take("t", "third");
  }

  @Test
  void detectsDeadlocks() throws Exception {
    locks.take("x", "a");
    locks.take("y", "b");
    CompletableFuture<Void> b = taking("x", "b");
    waitFor("b");
    assertThatThrownBy(() -> locks.take("y", "a"))
        .isInstanceOf(WarehouseException.class)
        .hasMessageContaining("deadlock detected");
    locks.release("a");
    b.join();
  }

  @Test
  void wakesOneWhoseStatementIsCancelled() throws Exception {
    locks.take("t", "first");
    CompletableFuture<Void> second = taking("t", "second");
    waitFor("second");
    locks.cancel("second");
    assertThatThrownBy(second::join).hasMessageContaining("Query cancelled on user's request");
  }

  @Test
  void letsManyBatchesReplaceTheSameRows(@TempDir Path folder) throws Exception {
    try (WarehouseFixture dw = new WarehouseFixture(folder)) {
      dw.done("create table days(day int, value int)");
      dw.done("insert into days values (1, 0)");
      List<CompletableFuture<JsonObject>> batches = new ArrayList<>();
      for (int i = 1; i <= 8; i++) {
        String insert = "insert into days values (1, " + i + ")";
        batches.add(
            CompletableFuture.supplyAsync(
                () -> dw.batch("lock days", "delete from days where day = 1", insert)));
      }
      for (CompletableFuture<JsonObject> batch : batches) {
        WarehouseFixture.finished(batch.join());
      }
      assertThat(dw.rows("select day, count(*) from days group by 1")).containsExactly("1|1");
    }
  }

  private CompletableFuture<Void> taking(String table, String owner) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            locks.take(table, owner);
          } catch (WarehouseException e) {
            throw new IllegalStateException(e.getMessage(), e);
          }
        });
  }

  private void waitFor(String owner) {
    while (!locks.waits(owner)) {
      Thread.onSpinWait();
    }
  }
}
