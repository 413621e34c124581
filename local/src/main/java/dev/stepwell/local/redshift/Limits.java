package dev.stepwell.local.redshift;

/**
 * How much may be under way at once.
 *
 * @param statements statements that are not at their end
 * @param sessions sessions that are kept alive
 * @param waiting calls that wait for a statement's end
 */
record Limits(int statements, int sessions, int waiting) {

  static final Limits DEFAULT = new Limits(500, 500, 100);
}
