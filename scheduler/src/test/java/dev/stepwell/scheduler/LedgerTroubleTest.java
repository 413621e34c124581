package dev.stepwell.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.scheduler.ledger.Changes;
import dev.stepwell.scheduler.ledger.Ledger;
import dev.stepwell.scheduler.ledger.LedgerException;
import dev.stepwell.scheduler.ledger.MemoryLedger;
import dev.stepwell.scheduler.ledger.RunFilter;
import dev.stepwell.scheduler.ledger.SqliteLedger;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTroubleTest {

  @TempDir private Path folder;

  /** A ledger whose disk is full for a while. */
  private static Ledger full(AtomicBoolean full) {
    MemoryLedger ledger = new MemoryLedger();
    return (Ledger)
        Proxy.newProxyInstance(
            Ledger.class.getClassLoader(),
            new Class<?>[] {Ledger.class},
            (proxy, method, arguments) -> {
              if (full.get() && method.getName().equals("commit")) {
                throw new LedgerException("the disk is full", new IOException());
              }
              try {
                return method.invoke(ledger, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void whatWasDecidedWhileNothingCouldBeWrittenIsDoneLater() {
    Logger.getLogger("dev.stepwell").setLevel(Level.OFF);
    AtomicBoolean full = new AtomicBoolean();
    try (Bench bench = new Bench(full(full), Bench.START, builder -> builder)) {
      bench.with(Bench.hourly("flights", Bench.ONE_TASK));
      full.set(true);
      assertThatThrownBy(() -> bench.scheduler.trigger("flights", null, JsonObject.EMPTY))
          .isInstanceOf(LedgerException.class)
          .hasMessage("the disk is full");
      bench.pass(Duration.ofHours(1));
      assertThat(bench.atWork()).isEmpty();
      full.set(false);
      bench.pass(Duration.ofMinutes(1));
      assertThat(bench.atWork())
          .containsExactly(
              "flights-manual__2026-01-01T00-30-00Z/work",
              "flights-scheduled__2026-01-01T01-00-00Z/work");
    } finally {
      Logger.getLogger("dev.stepwell").setLevel(null);
    }
  }

  @Test
  void aFileThatIsNoLedgerIsRefusedWithItsName() throws Exception {
    Path file = folder.resolve("scheduler.db");
    Files.writeString(file, "this is no database, but long enough to look like one".repeat(40));
    assertThatThrownBy(() -> SqliteLedger.open(file))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("cannot be opened");
  }

  @Test
  void changesAreWrittenAllOrNone() {
    try (SqliteLedger ledger = SqliteLedger.open(folder.resolve("scheduler.db"))) {
      Changes changes = new Changes();
      changes.workflow(new WorkflowState("flights", false, Map.of(), 0));
      changes.event(
          new AssetEvent(1, new Asset("s3://a"), Bench.START, "", "", "", "", JsonObject.EMPTY));
      changes.event(
          new AssetEvent(1, new Asset("s3://b"), Bench.START, "", "", "", "", JsonObject.EMPTY));
      assertThatThrownBy(() -> ledger.commit(changes)).isInstanceOf(LedgerException.class);
      assertThat(ledger.standing().workflows()).isEmpty();
      assertThat(ledger.events(null, 5)).isEmpty();
      assertThat(ledger.runs(RunFilter.of("flights"))).isEmpty();
    }
  }
}
