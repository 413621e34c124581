package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Node;
import dev.stepwell.dsl.model.Pace;
import dev.stepwell.dsl.model.Work;
import java.time.Duration;
import java.util.function.Function;

/**
 * A task that looks again and again until something is there. Immutable.
 *
 * <p>It looks at once, then after 30 seconds, and waits twice as long each time until it waits five
 * minutes; after 12 hours it gives up with the vocabulary's {@code ...TimedOut} error. Every look
 * costs nine events of the history, of which an execution has 25,000; a sensor that can fill it by
 * itself does not compile.
 *
 * <p>Airflow's names: {@code poke_interval} and {@code exponential_backoff} are {@link #every} and
 * {@link #backingOff}, {@code timeout} is {@link #timeout}, {@code soft_fail} is {@link
 * GraphStep#skipOn} with the errors that are to skip. A waiting sensor occupies nothing, as with
 * {@code mode="reschedule"}.
 *
 * @param <O> what it gives
 */
public final class Sensor<O> extends Task<O> {

  static final Pace PACE = new Pace(30, 300, 12 * 3600);

  private final Work.Sensor sensor;

  Sensor(String kind, Work.Sensor work, Function<Parts, O> shape) {
    this(kind, work, Node.Options.NONE, shape);
  }

  private Sensor(String kind, Work.Sensor work, Node.Options options, Function<Parts, O> shape) {
    super(kind, work, options, shape);
    this.sensor = work;
  }

  /**
   * With this time between two looks.
   *
   * @param interval whole seconds, at least one
   */
  public Sensor<O> every(Duration interval) {
    return backingOff(interval, interval);
  }

  /**
   * With waits that double from the first to the longest.
   *
   * @param first whole seconds, at least one
   * @param longest not shorter than the first
   */
  public Sensor<O> backingOff(Duration first, Duration longest) {
    int from = seconds("first wait", first);
    int to = seconds("longest wait", longest);
    if (to < from) {
      throw InvalidWorkflowException.here(
          "the longest wait of a sensor, "
              + longest
              + ", is shorter than its first, "
              + first
              + "; exchange them");
    }
    return new Sensor<>(
        kind(), sensor.at(new Pace(from, to, sensor.pace().deadlineSeconds())), options(), shape());
  }

  /** Gives up after so long, counted from the end of the first look; default 12 hours. */
  @Override
  public Sensor<O> timeout(Duration limit) {
    return new Sensor<>(kind(), sensor, super.timeout(limit).options(), shape());
  }

  @Override
  public Sensor<O> retry(Retry retry) {
    return new Sensor<>(kind(), sensor, super.retry(retry).options(), shape());
  }
}
