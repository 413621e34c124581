package dev.stepwell.scheduler.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.scheduler.Asset;
import dev.stepwell.scheduler.AssetEvent;
import dev.stepwell.scheduler.SkippedTick;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes again and again does not make a ledger grow for ever. */
class LedgerGrowthTest {

  private static final int MORE = 50;

  @TempDir Path folder;

  private Ledger ledger(String kind) {
    return kind.equals("memory")
        ? new MemoryLedger()
        : SqliteLedger.open(folder.resolve("ledger.db"));
  }

  private static AssetEvent event(long id, String uri) {
    return new AssetEvent(
        id, new Asset(uri), Instant.ofEpochSecond(id), "", "", "", "", JsonObject.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "sqlite"})
  void keepsTheLastUpdatesOfEachAssetAndThoseThatAreWaitedFor(String kind) {
    try (Ledger ledger = ledger(kind)) {
      Changes first = new Changes();
      first.event(event(1, "s3://lake/a"));
      first.event(event(2, "s3://lake/a"));
      first.queued(new Changes.Queued("marts", "assets", 1, true));
      first.event(event(3, "s3://lake/b"));
      ledger.commit(first);
      for (int id = 4; id < 4 + Ledger.KEPT + MORE; id++) {
        Changes more = new Changes();
        more.event(event(id, "s3://lake/a"));
        ledger.commit(more);
      }

      assertThat(ledger.events("s3://lake/a", Integer.MAX_VALUE))
          .extracting(AssetEvent::id)
          .hasSizeBetween(Ledger.KEPT, Ledger.KEPT + 1)
          .contains(1L, 3L + Ledger.KEPT + MORE)
          .doesNotContain(2L);
      assertThat(ledger.events("s3://lake/b", Integer.MAX_VALUE)).hasSize(1);
      assertThat(ledger.standing().waiting())
          .singleElement()
          .extracting(waiting -> waiting.event().id())
          .isEqualTo(1L);
      assertThat(ledger.standing().lastEvent()).isEqualTo(3L + Ledger.KEPT + MORE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "sqlite"})
  void keepsTheLastTicksWithoutARun(String kind) {
    try (Ledger ledger = ledger(kind)) {
      Stream.iterate(Instant.EPOCH, time -> time.plusSeconds(60))
          .limit(Ledger.KEPT + MORE)
          .forEach(
              tick -> {
                Changes changes = new Changes();
                changes.skipped(new SkippedTick("a", "cron", tick, tick, tick, "paused"));
                ledger.commit(changes);
              });
      Changes other = new Changes();
      other.skipped(
          new SkippedTick("b", "cron", Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, "paused"));
      ledger.commit(other);

      assertThat(ledger.skipped("a", Integer.MAX_VALUE))
          .hasSize(Ledger.KEPT)
          .extracting(SkippedTick::first)
          .startsWith(Instant.EPOCH.plusSeconds(60L * (Ledger.KEPT + MORE - 1)))
          .endsWith(Instant.EPOCH.plusSeconds(60L * MORE));
      assertThat(ledger.skipped("b", Integer.MAX_VALUE)).hasSize(1);
    }
  }
}
