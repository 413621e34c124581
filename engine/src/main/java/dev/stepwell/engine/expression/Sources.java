package dev.stepwell.engine.expression;

import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Where expressions get from what is not in their data.
 *
 * @param clock what {@code $now()} and {@code $millis()} read, once for an evaluation
 * @param random what unseeded {@code $random()} and {@code States.MathRandom} draw from
 * @param uuids what {@code $uuid()} and {@code States.UUID()} take
 */
public record Sources(InstantSource clock, RandomGenerator random, Supplier<UUID> uuids) {}
