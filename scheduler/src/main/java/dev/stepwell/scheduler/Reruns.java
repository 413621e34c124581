package dev.stepwell.scheduler;

import dev.stepwell.engine.StateMachineHandle;

/** stub */
final class Reruns {
  private static final String SUFFIX = "-rerun";
  private final Board board;

  Reruns(Board board) {
    this.board = board;
  }

  static String machine(String workflow) {
    return workflow + SUFFIX;
  }

  static String workflow(String machine) {
    return machine.endsWith(SUFFIX)
        ? machine.substring(0, machine.length() - SUFFIX.length())
        : machine;
  }

  StateMachineHandle machine(Entry entry, Run run) {
    return entry.machine();
  }

  java.util.Set<String> failedSteps(Entry entry, Run run) {
    return java.util.Set.of(board.now().toString());
  }
}
