package dev.stepwell.asl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs one graph for every item. Members as written; null where absent.
 *
 * @param processor the graph; {@code ItemProcessor}, formerly {@code Iterator}
 * @param config how items are processed; null where absent (inline)
 * @param legacy whether the old name {@code Iterator} was written
 * @param itemSelector the input of an iteration, a template; written under its old name it is the
 *     data flow's {@code parameters}
 * @param items JSONata only: the items, or an expression that yields them
 * @param itemsPath JSONPath only: where the items are
 * @param maxConcurrency a whole number, 0 for no limit, or JSONata
 * @param maxConcurrencyPath JSONPath only
 * @param tolerance how many failures are borne
 * @param itemReader distributed only: where items come from
 * @param itemBatcher distributed only: how items are put together
 * @param resultWriter distributed only: where results go
 * @param label distributed only: part of the children's names
 */
public record MapState(
    StateHeader header,
    DataFlow data,
    StateGraph processor,
    @Nullable ProcessorConfig config,
    boolean legacy,
    @Nullable Json itemSelector,
    @Nullable Json items,
    @Nullable String itemsPath,
    @Nullable Json maxConcurrency,
    @Nullable String maxConcurrencyPath,
    Tolerance tolerance,
    @Nullable JsonObject itemReader,
    @Nullable JsonObject itemBatcher,
    @Nullable JsonObject resultWriter,
    @Nullable String label,
    List<Retrier> retry,
    List<Catcher> catchers,
    Transition transition)
    implements State {

  /** Copies the lists. */
  public MapState {
    retry = List.copyOf(retry);
    catchers = List.copyOf(catchers);
  }

  /** Whether iterations are child executions of their own. */
  public boolean isDistributed() {
    return config != null && config.distributed();
  }

  /** The input of an iteration under either name, a template; null where absent. */
  public @Nullable Json iterationInput() {
    return itemSelector != null ? itemSelector : data.parameters();
  }

  @Override
  public String type() {
    return "Map";
  }

  /**
   * How many failed items a Map bears.
   *
   * @param count a whole number, or JSONata
   * @param countPath JSONPath only
   * @param percentage from 0 to 100, or JSONata
   * @param percentagePath JSONPath only
   */
  public record Tolerance(
      @Nullable Json count,
      @Nullable String countPath,
      @Nullable Json percentage,
      @Nullable String percentagePath) {

    /** No failure is borne. */
    public static final Tolerance NONE = new Tolerance(null, null, null, null);
  }
}
