package dev.stepwell.engine.store;

import java.nio.file.Path;

/** Writes the store that a format's test reads, into the folder that is its argument. */
final class GoldenStore {

  private GoldenStore() {}

  public static void main(String[] args) {
    Path live = Path.of(args[0] + ".live");
    try (Store store = Store.open(live)) {
      store.put(Given.running(1));
      Given.append(store, 1, "all of one");
      store.put(Given.ended(1));
      store.put(Given.ended(2));
      store.put(Given.running(4));
      Given.append(store, 4, "four settled, ");
    }
    try (Store store = Store.open(live)) {
      Given.append(store, 0, "engine");
      Given.append(store, 4, "four ");
      store.commit();
      store.put(Given.running(5, 4));
      Given.append(store, 4, "not");
      store.forget(2);
    }
    Given.copy(live, Path.of(args[0]));
  }
}
