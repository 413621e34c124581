package dev.stepwell.local.redshift;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The locks that {@code LOCK} takes: one owner per table, until its transaction ends; the next
 * waits. Owners are compared by identity. Thread-safe; the object's own monitor guards all.
 */
final class TableLocks {

  private final Map<String, Object> owners = new HashMap<>();
  private final IdentityHashMap<Object, String> waiting = new IdentityHashMap<>();
  private final List<Object> cancelled = new ArrayList<>();

  /** Takes a table's lock, waiting for as long as another owner has it. */
  synchronized void take(String table, Object owner) throws WarehouseException {
    try {
      while (owners.containsKey(table) && owners.get(table) != owner) {
        if (closesCircle(table, owner)) {
          throw new WarehouseException("deadlock detected\n  Detail: LOCK " + table);
        }
        waiting.put(owner, table);
        wait();
        if (cancelled.remove(owner)) {
          throw new WarehouseException("Query cancelled on user's request");
        }
      }
      owners.put(table, owner);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarehouseException("interrupted while waiting to LOCK " + table);
    } finally {
      waiting.remove(owner);
    }
  }

  private boolean closesCircle(String table, Object owner) {
    @Nullable Object holder = owners.get(table);
    while (holder != null && holder != owner) {
      @Nullable String next = waiting.get(holder);
      holder = next == null ? null : owners.get(next);
    }
    return holder == owner;
  }

  /** Gives back all locks of an owner. */
  synchronized void release(Object owner) {
    if (owners.values().removeIf(each -> each == owner)) {
      notifyAll();
    }
  }

  /** Has an owner that waits wait no longer. */
  synchronized void cancel(Object owner) {
    if (waits(owner)) {
      cancelled.add(owner);
      notifyAll();
    }
  }

  synchronized boolean waits(Object owner) {
    return waiting.containsKey(owner);
  }
}
