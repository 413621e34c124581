package dev.stepwell.asl.validation;

import dev.stepwell.asl.QueryLanguage;
import dev.stepwell.asl.StateMachineType;
import java.util.HashSet;
import java.util.Set;

/**
 * What the checks of a state need to know of its surroundings.
 *
 * @param findings where to report
 * @param machine what is known of the whole machine
 * @param language the language in force
 * @param outer the variables of the enclosing graphs
 * @param nested the variables that graphs inside this state see
 * @param depth how many states are around this one
 */
record Scope(
    Findings findings,
    Machine machine,
    QueryLanguage language,
    Set<String> outer,
    Set<String> nested,
    int depth) {

  static Scope of(Findings findings, Machine machine) {
    return new Scope(findings, machine, machine.language(), Set.of(), Set.of(), 0);
  }

  boolean jsonata() {
    return language == QueryLanguage.JSONATA;
  }

  Scope in(QueryLanguage other) {
    return other == language ? this : new Scope(findings, machine, other, outer, nested, depth);
  }

  Scope withNested(Set<String> variables) {
    return new Scope(findings, machine, language, outer, variables, depth);
  }

  /** The scope of a graph inside this state: the machine's language again, more variables. */
  Scope inside() {
    return new Scope(findings, machine, machine.language(), nested, nested, depth + 1);
  }

  /** The same scope in executions that are Express. */
  Scope express() {
    return new Scope(findings, machine.express(), language, outer, nested, depth);
  }

  /**
   * What is known of the whole machine.
   *
   * @param language of states that name none
   * @param type Standard or Express
   * @param names of the states met so far
   * @param labels of the distributed Maps met so far
   */
  record Machine(
      QueryLanguage language, StateMachineType type, Set<String> names, Set<String> labels) {

    Machine(QueryLanguage language, StateMachineType type) {
      this(language, type, new HashSet<>(), new HashSet<>());
    }

    Machine express() {
      return new Machine(language, StateMachineType.EXPRESS, names, labels);
    }

    boolean isExpress() {
      return type == StateMachineType.EXPRESS;
    }
  }
}
