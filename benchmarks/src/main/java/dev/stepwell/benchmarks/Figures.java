package dev.stepwell.benchmarks;

/**
 * What a workload is compared with.
 *
 * @param id the workload's name
 * @param amount how much one run does
 * @param unit what the amount counts
 * @param target milliseconds a run is to take
 * @param peer milliseconds of the best other program, measured on two cores like ours; NaN if none
 */
record Figures(String id, int amount, String unit, double target, double peer) {

  static final double NO_PEER = Double.NaN;

  static Figures transitions(String id, int amount, double target, double peer) {
    return new Figures(id, amount, "states", target, peer);
  }
}
