package dev.stepwell.dsl;

/**
 * Two items that belong together, such as of a cross product.
 *
 * @param first the one
 * @param second the other
 * @param <A> what the one is
 * @param <B> what the other is
 */
public record Pair<A, B>(A first, B second) {}
