package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Place;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What all flows of one workflow share while it is recorded: its names and the open block. */
final class Recorder {

  static final int LONGEST_ID = 64;

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private final String workflow;
  private final List<RetryRule> defaults;
  private final Map<String, Place> ids = new LinkedHashMap<>();
  private @Nullable Flow open;
  private @Nullable Unfinished unfinished;

  Recorder(String workflow, List<RetryRule> defaults) {
    this.workflow = workflow;
    this.defaults = List.copyOf(defaults);
    ids.put(workflow, Place.here());
  }

  /** A statement of two calls of which the second is still missing. */
  private record Unfinished(String what, String remedy, Place place) {}

  static void checkName(String what, String name) {
    if (name.length() > LONGEST_ID) {
      throw InvalidWorkflowException.here(
          what
              + " '"
              + name
              + "' has "
              + name.length()
              + " characters; at most "
              + LONGEST_ID
              + " leave room for the states made from it; shorten it");
    }
    if (!ID.matcher(name).matches()) {
      throw InvalidWorkflowException.here(
          what
              + " '"
              + name
              + "' is not kebab-case; use lower-case letters and digits in words joined by '-',"
              + " starting with a letter, such as crawl-raw");
    }
  }

  void claim(String id) {
    checkName("the name", id);
    Place here = Place.here();
    Place taken = ids.putIfAbsent(id, here);
    if (taken != null) {
      throw InvalidWorkflowException.at(
          here,
          id.equals(workflow)
              ? "the name '" + id + "' is that of the workflow itself; give the step another one"
              : "the name '"
                  + id
                  + "' is already taken at "
                  + taken
                  + "; names are unique in a workflow, give this one another");
    }
  }

  /** What the author added to a task, and the workflow's retries for errors it has none for. */
  Node.Options withDefaults(Node.Options options) {
    List<RetryRule> retries = new ArrayList<>(options.retries());
    for (RetryRule rule : defaults) {
      rule.without(options.retries()).ifPresent(retries::add);
    }
    return new Node.Options(
        retries,
        options.timeoutSeconds(),
        options.heartbeatSeconds(),
        options.patches(),
        options.demand());
  }

  void enter(Flow flow) {
    open = flow;
  }

  void leave(@Nullable Flow outer) {
    open = outer;
  }

  @Nullable Flow open() {
    return open;
  }

  void begin(String what, String remedy) {
    unfinished = new Unfinished(what, remedy, Place.here());
  }

  void finish() {
    unfinished = null;
  }

  void checkFinished() {
    Unfinished missing = unfinished;
    if (missing != null) {
      throw InvalidWorkflowException.at(
          missing.place(), missing.what() + " is not finished; " + missing.remedy());
    }
  }

  /** Refuses values that are not known where they are used. */
  static void checkVisible(String user, Scope from, Expr used) {
    for (Expr leaf : used.leaves()) {
      if (leaf instanceof Expr.Output output) {
        checkOutput(user, from, output.scope(), "the output of '" + output.step() + "'");
      } else if (leaf instanceof Expr.Carried carried) {
        checkOutput(user, from, carried.scope(), "the value of '" + carried.block() + "'");
      } else if (leaf instanceof Expr.Item item) {
        checkInside(user, from, item.scope(), "the item of '" + item.each() + "'");
      } else if (leaf instanceof Expr.Failed failed) {
        checkInside(user, from, failed.scope(), "the failure of " + failed.scope());
      } else if (leaf instanceof Expr.Input input) {
        checkInside(user, from, input.scope(), "the input of another workflow");
      } else if (leaf instanceof Expr.Envelope) {
        throw InvalidWorkflowException.here(
            user
                + " uses a trigger's event, which is known only in the trigger's mapping; set a"
                + " component of the input there and use that");
      }
    }
  }

  private static void checkOutput(String user, Scope from, Scope home, String what) {
    if (from.seesOutputOf(home)) {
      return;
    }
    if (from.isInside(home)) {
      throw InvalidWorkflowException.here(
          user
              + " in "
              + from
              + " uses "
              + what
              + ", which may not have run when "
              + from
              + " starts; use the workflow's input or the failure");
    }
    throw InvalidWorkflowException.here(
        user
            + " uses "
            + what
            + ", which belongs to "
            + home
            + " and is not known outside it; return the value from that block");
  }

  private static void checkInside(String user, Scope from, Scope home, String what) {
    if (!from.isInside(home)) {
      throw InvalidWorkflowException.here(
          user
              + " uses "
              + what
              + ", which is known only in "
              + home
              + "; return the value from that block");
    }
  }
}
