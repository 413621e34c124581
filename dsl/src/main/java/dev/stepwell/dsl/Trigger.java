package dev.stepwell.dsl;

import dev.stepwell.dsl.language.Cron;
import dev.stepwell.dsl.model.Expr;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What starts a workflow, and how its event becomes the input. Neither EventBridge nor its
 * Scheduler can compute: they pass the raw event in an envelope, {@code {"_trigger": {"name": ..,
 * "time": ..}}}, and the definition's first state evaluates the mapping. An execution that is
 * started by hand passes the input itself.
 *
 * @param <I> the input's shape
 */
public sealed interface Trigger<I extends Record> {

  /** The kind, which names the trigger in its workflow: {@code cron}, {@code s3}, ... */
  String kind();

  /** The input's components as expressions over the envelope. */
  Expr.Fields values();

  /** At wall-clock times of a zone. */
  record OnCron<I extends Record>(String expression, Cron cron, ZoneId zone, Expr.Fields values)
      implements Trigger<I> {
    @Override
    public String kind() {
      return "cron";
    }
  }

  /** Over and over with the same distance. */
  record Every<I extends Record>(Duration period, Expr.Fields values) implements Trigger<I> {
    @Override
    public String kind() {
      return "every";
    }
  }

  /**
   * When an object appears in a bucket.
   *
   * @param bucket by its name among the resources
   * @param prefix what the keys start with; empty for all
   * @param once whether each version of an object starts one run, see {@link Trigger#exactlyOnce}
   */
  record OnObject<I extends Record>(String bucket, String prefix, Expr.Fields values, boolean once)
      implements Trigger<I> {
    @Override
    public String kind() {
      return "s3";
    }
  }

  /** Once, at a moment. */
  record Once<I extends Record>(java.time.Instant moment, Expr.Fields values)
      implements Trigger<I> {
    @Override
    public String kind() {
      return "once";
    }
  }

  /**
   * When assets were updated.
   *
   * @param partitions which partition a run is for; null if it is for assets as a whole
   */
  record OnAssets<I extends Record>(
      AssetCondition condition, @Nullable AssetPartitions partitions, Expr.Fields values)
      implements Trigger<I> {
    @Override
    public String kind() {
      return "assets";
    }
  }

  /** Whenever the run before has ended. */
  record Continuous<I extends Record>(Expr.Fields values) implements Trigger<I> {
    @Override
    public String kind() {
      return "continuous";
    }
  }

  /** By hand only. */
  record Manual<I extends Record>() implements Trigger<I> {
    @Override
    public String kind() {
      return "manual";
    }

    @Override
    public Expr.Fields values() {
      return Expr.fields();
    }
  }

  /**
   * A trigger at wall-clock times. A time that the clock skips is skipped, one that it repeats
   * fires once.
   *
   * @param unixCron five fields: minute hour day month weekday
   * @param zone an IANA zone such as {@code America/New_York}
   */
  static <I extends Record> Trigger<I> cron(
      String unixCron, String zone, BiConsumer<Inputs<I>, Tick> mapping) {
    try {
      Cron cron = Cron.parse(unixCron);
      ZoneId id = ZoneId.of(zone);
      Inputs<I> inputs = new Inputs<>();
      mapping.accept(inputs, new Tick(cron, id));
      return new OnCron<>(unixCron, cron, id, inputs.values());
    } catch (IllegalArgumentException | DateTimeException e) {
      InvalidWorkflowException refused =
          InvalidWorkflowException.here(
              "the trigger cron '" + unixCron + "' in zone '" + zone + "': " + e.getMessage());
      refused.initCause(e);
      throw refused;
    }
  }

  /**
   * A trigger with a fixed distance between ticks.
   *
   * @param period whole minutes, at least one
   */
  static <I extends Record> Trigger<I> every(Duration period, BiConsumer<Inputs<I>, Tick> mapping) {
    if (period.toSeconds() < 60 || period.toSeconds() % 60 != 0) {
      throw InvalidWorkflowException.here(
          "the trigger every " + period + " must have a period of whole minutes, at least one");
    }
    Inputs<I> inputs = new Inputs<>();
    mapping.accept(inputs, new Tick(Cron.parse("* * * * *"), ZoneOffset.UTC));
    return new Every<>(period, inputs.values());
  }

  /**
   * A trigger on new objects.
   *
   * @param bucket the bucket's name among the resources, such as {@code landing}
   * @param prefix what the keys start with; empty for all
   */
  static <I extends Record> OnObject<I> s3(
      String bucket, String prefix, BiConsumer<Inputs<I>, S3Event> mapping) {
    Recorder.checkName("the bucket", bucket);
    Inputs<I> inputs = new Inputs<>();
    mapping.accept(inputs, new S3Event());
    return new OnObject<>(bucket, prefix, inputs.values(), false);
  }

  /**
   * Each version of an object starts one run and no second one, also if S3 tells of it twice; many
   * at once wait in a queue. On AWS the events go through that queue to the function {@code
   * S3FanOut}, which names executions after the object. Without it, EventBridge starts the machine
   * itself: at least once, and as fast as objects arrive.
   */
  static <I extends Record> OnObject<I> exactlyOnce(OnObject<I> trigger) {
    return new OnObject<>(trigger.bucket(), trigger.prefix(), trigger.values(), true);
  }

  /** A trigger that fires once; on AWS a one-time schedule. */
  static <I extends Record> Trigger<I> once(
      java.time.Instant moment, BiConsumer<Inputs<I>, Tick> mapping) {
    Inputs<I> inputs = new Inputs<>();
    mapping.accept(inputs, new Tick(Cron.parse("* * * * *"), ZoneOffset.UTC));
    return new Once<>(moment, inputs.values());
  }

  /**
   * A trigger on updates of assets: by steps that name them as outlets, or from outside. What
   * arrives while no run can be made is kept for the next one. Such runs have no logical date, as
   * in Airflow. Made by Stepwell's scheduler; EventBridge has nothing of the kind.
   */
  static <I extends Record> Trigger<I> assets(
      AssetCondition condition, BiConsumer<Inputs<I>, AssetsEvent> mapping) {
    Inputs<I> inputs = new Inputs<>();
    mapping.accept(inputs, new AssetsEvent(false));
    return new OnAssets<>(condition, null, inputs.values());
  }

  /**
   * A trigger on updates of partitions of assets: each partition has runs of its own, when the
   * condition holds for it. Only updates that name a partition count, as in Airflow 3.2.
   *
   * @param partitions which partition of this workflow an updated one belongs to
   */
  static <I extends Record> Trigger<I> assets(
      AssetCondition condition,
      AssetPartitions partitions,
      BiConsumer<Inputs<I>, AssetsEvent> mapping) {
    Inputs<I> inputs = new Inputs<>();
    mapping.accept(inputs, new AssetsEvent(true));
    return new OnAssets<>(condition, partitions, inputs.values());
  }

  /**
   * A trigger that starts the next run as soon as the one before has ended; Airflow's {@code
   * @continuous}. The workflow must have {@code maxActiveRuns(1)}. Made by Stepwell's scheduler;
   * EventBridge has nothing of the kind.
   */
  static <I extends Record> Trigger<I> continuous(BiConsumer<Inputs<I>, Tick> mapping) {
    Inputs<I> inputs = new Inputs<>();
    mapping.accept(inputs, new Tick(Cron.parse("* * * * *"), ZoneOffset.UTC));
    return new Continuous<>(inputs.values());
  }

  /** No trigger: the workflow is started by hand. */
  static <I extends Record> Trigger<I> manual() {
    return new Manual<>();
  }
}
