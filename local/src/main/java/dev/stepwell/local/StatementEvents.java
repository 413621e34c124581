package dev.stepwell.local;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.redshift.StatementEvent;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a bus of statements that were submitted {@code WithEvent} and have ended. Thread-safe. */
final class StatementEvents implements Consumer<StatementEvent> {

  private static final Logger LOG = LoggerFactory.getLogger(StatementEvents.class);

  private final Account account;
  private final Consumer<JsonObject> bus;
  private final Supplier<String> ids;
  private final Executor executor;

  /**
   * Tells a bus.
   *
   * @param bus takes events; may block
   * @param executor where it is told
   */
  StatementEvents(
      Account account, Consumer<JsonObject> bus, Supplier<String> ids, Executor executor) {
    this.account = requireNonNull(account, "account");
    this.bus = requireNonNull(bus, "bus");
    this.ids = requireNonNull(ids, "ids");
    this.executor = requireNonNull(executor, "executor");
  }

  @Override
  public void accept(StatementEvent event) {
    try {
      executor.execute(() -> bus.accept(told(event)));
    } catch (RejectedExecutionException closed) {
      LOG.debug("nobody hears any longer of the end of {}", event.detail(), closed);
    }
  }

  private JsonObject told(StatementEvent event) {
    String cluster = event.target().string("ClusterIdentifier");
    String workgroup = String.valueOf(event.target().string("WorkgroupName"));
    return account.event(
        ids.get(),
        StatementEvent.SOURCE,
        StatementEvent.DETAIL_TYPE,
        event.time(),
        cluster == null ? account.workgroupArn(workgroup) : account.clusterArn(cluster),
        event.detail());
  }
}
