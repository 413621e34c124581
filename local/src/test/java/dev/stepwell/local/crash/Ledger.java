package dev.stepwell.local.crash;

import dev.stepwell.local.crash.Entry.Kind;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The outside account of one folder: what handlers did, and what the engine said. Thread-safe. */
final class Ledger implements AutoCloseable {

  private final Lines lines;
  private final Set<Entry> known = new HashSet<>();

  private Ledger(Lines lines) {
    this.lines = lines;
  }

  /** Opens the account; nobody else may have it open for writing. */
  static Ledger open(Path file) {
    Lines lines = new Lines(file);
    lines.cutHalfLine();
    Ledger ledger = new Ledger(lines);
    lines.read().forEach(line -> ledger.known.add(Entry.parse(line)));
    return ledger;
  }

  synchronized void add(Kind kind, String what, String token) {
    Entry entry = new Entry(kind, what, token);
    lines.add(entry.line());
    known.add(entry);
  }

  synchronized boolean has(Kind kind, String what, String token) {
    return known.contains(new Entry(kind, what, token));
  }

  /** All entries of a kind. */
  synchronized Set<Entry> all(Kind kind) {
    Set<Entry> found = new HashSet<>(known);
    found.removeIf(entry -> entry.kind() != kind);
    return found;
  }

  @Override
  public void close() {
    lines.close();
  }
}
