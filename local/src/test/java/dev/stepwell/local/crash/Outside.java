package dev.stepwell.local.crash;

import dev.stepwell.local.crash.Entry.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Reads the account of a folder, and answers those who ask there. */
final class Outside implements AutoCloseable {

  private final Lines ledger;
  private final Lines answers;
  private final List<Entry> entries = new ArrayList<>();
  private final Set<Entry> asked = new LinkedHashSet<>();

  Outside(Path folder) {
    ledger = new Lines(folder.resolve("ledger"));
    answers = new Lines(folder.resolve("answers"));
  }

  /** What the account has that it had not when it was last read. */
  List<Entry> read() {
    List<Entry> more = ledger.read().stream().map(Entry::parse).toList();
    entries.addAll(more);
    more.stream()
        .filter(entry -> entry.kind() == Kind.END)
        .filter(entry -> entry.what().matches("tokens-.*/(Ask|Refused)#.*"))
        .forEach(asked::add);
    return more;
  }

  /** All that was read so far. */
  List<Entry> entries() {
    return entries;
  }

  /** Answers what was asked; no worker may run that could answer too. */
  void answer(BooleanSupplier now) {
    answers.cutHalfLine();
    answerBeside(now);
  }

  /** Answers what was asked. */
  void answerBeside(BooleanSupplier now) {
    for (Entry each : List.copyOf(asked)) {
      if (now.getAsBoolean()) {
        answers.add(Callbacks.Answer.to(each).line());
        asked.remove(each);
      }
    }
  }

  @Override
  public void close() {
    ledger.close();
    answers.close();
  }
}
