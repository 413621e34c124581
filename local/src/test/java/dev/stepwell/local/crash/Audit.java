package dev.stepwell.local.crash;

import dev.stepwell.local.crash.Entry.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Holds what became of a disturbed load against what became of an undisturbed one.
 *
 * <p><b>Lost</b> is
 *
 * <ul>
 *   <li>a step that the undisturbed run did and of which the account has no {@code END},
 *   <li>an execution whose start was acknowledged, and that a later process did not find,
 *   <li>an execution that ended in the undisturbed run and not in this one,
 *   <li>an answer for a task that waited for its token, which the engine refused,
 *   <li>an effect that is there less often than in the undisturbed run: a message, rows of a table.
 * </ul>
 *
 * <p><b>Doubled</b> is
 *
 * <ul>
 *   <li>a step that anything happened to after the engine had its answer on stable storage,
 *   <li>a task that was started twice, where the second process should have resumed it,
 *   <li>a step that was given out under two tokens,
 *   <li>work under one token that began twice, or ended twice, though it must be done once,
 *   <li>a step that the undisturbed run did not do,
 *   <li>an execution or an effect that is there more often than in the undisturbed run.
 * </ul>
 *
 * Work that may be repeated may be done again under its token until the engine has heard of it. A
 * step of a load that is not {@link Load#isExact() exact} may have more attempts than in an
 * undisturbed run; each of them is a step of its own.
 */
final class Audit {

  private final List<String> lost = new ArrayList<>();
  private final List<String> doubled = new ArrayList<>();

  /** Every instance of what was lost, in words. */
  List<String> lost() {
    return lost;
  }

  /** Every instance of what was doubled, in words. */
  List<String> doubled() {
    return doubled;
  }

  /** Holds accounts against one another, each in the order in which it was written. */
  void compareSteps(List<Entry> undisturbed, List<Entry> disturbed) {
    Set<String> expected = ended(undisturbed);
    Set<String> found = ended(disturbed);
    addMissing(lost, "step never ended: ", expected, found);
    addMissing(doubled, "step that nobody wanted: ", found, expected);
    Set<String> heard = new HashSet<>();
    Map<String, String> tokens = new HashMap<>();
    Set<Entry> once = new HashSet<>();
    for (Entry entry : disturbed) {
      switch (entry.kind()) {
        case ACKNOWLEDGED, ENDED -> {}
        case HEARD -> heard.add(entry.what());
        case MISSING -> lost.add("acknowledged, and gone: " + entry.what());
        case REFUSED -> lost.add("answer refused: " + entry.what());
        case GIVEN, RESUMED, BEGIN, END -> {
          if (heard.contains(entry.what())) {
            doubled.add(entry.kind() + " after the engine had its answer: " + entry.what());
          }
          String token = tokens.putIfAbsent(entry.what(), entry.token());
          if (token != null && !token.equals(entry.token())) {
            doubled.add("a second token: " + entry.what());
          }
          if (mayComeOnce(entry, once) && !once.add(entry)) {
            doubled.add(entry.kind() + " twice: " + entry.what());
          }
        }
      }
    }
  }

  /** A start always; an end, if work that must be done once had begun. */
  private static boolean mayComeOnce(Entry entry, Set<Entry> once) {
    return switch (entry.kind()) {
      case GIVEN, BEGIN -> true;
      case END -> once.contains(new Entry(Kind.BEGIN, entry.what(), entry.token()));
      default -> false;
    };
  }

  private static Set<String> ended(List<Entry> entries) {
    Set<String> steps = new TreeSet<>();
    for (Entry entry : entries) {
      if (entry.kind() == Kind.END) {
        boolean exact = Step.load(entry.what()).isExact();
        steps.add(exact ? entry.what() : Step.withoutAttempt(entry.what()));
      }
    }
    return steps;
  }

  private static void addMissing(
      List<String> to, String words, Set<String> wanted, Set<String> there) {
    wanted.stream().filter(each -> !there.contains(each)).forEach(each -> to.add(words + each));
  }

  /** Holds counts against one another: of executions, of messages, of rows. */
  void compareCounts(String of, Map<String, Integer> undisturbed, Map<String, Integer> disturbed) {
    Map<String, Integer> more = new TreeMap<>(disturbed);
    undisturbed.forEach((what, count) -> more.merge(what, -count, Integer::sum));
    more.forEach(
        (what, difference) -> {
          if (difference != 0) {
            List<String> to = difference < 0 ? lost : doubled;
            to.add(of + " " + what + ": " + difference);
          }
        });
  }
}
