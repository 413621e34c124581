package dev.stepwell.dsl.estimate;

import dev.stepwell.dsl.model.Range;
import java.util.Optional;

/**
 * What one visit to a step takes, with all that is inside it.
 *
 * @param id the step's name; its states are of this name, or of this name, a dot and more
 * @param depth how many Maps and Parallels it is inside of
 * @param type the type of its own state, such as {@code Map}
 * @param loops whether it asks again and again
 * @param items for a Map, how many items it has; what is inside is taken for each
 * @param onlyOnFailure whether it is not visited when nothing fails
 * @param usage what it takes
 */
public record StepUsage(
    String id,
    int depth,
    String type,
    boolean loops,
    Optional<Range> items,
    boolean onlyOnFailure,
    Usage usage) {}
