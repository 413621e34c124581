package dev.stepwell.engine;

import dev.stepwell.engine.store.Store;
import java.security.SecureRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Describes an engine. Defaults: real time, random ids, no handler, no listener. */
public final class EngineBuilder {

  EngineClock clock = EngineClock.system();
  Ids ids = Ids.random();
  RandomGenerator random = new SecureRandom();
  TaskHandlers handlers = TaskHandlers.none();
  @Nullable HistoryListener listener;
  AwsBehaviour behaviour = AwsBehaviour.LATEST;
  String region = "us-east-1";
  String account = "000000000000";
  Retention retention = Retention.DEFAULT;
  @Nullable Store store;
  Predicate<Execution> resumes = execution -> true;
  private @Nullable String role;

  EngineBuilder() {}

  /** What time it is and how it passes. */
  public EngineBuilder clock(EngineClock given) {
    this.clock = given;
    return this;
  }

  /** Names that nobody gives. */
  public EngineBuilder ids(Ids given) {
    this.ids = given;
    return this;
  }

  /** What jitter and random functions draw from. */
  public EngineBuilder random(RandomGenerator given) {
    this.random = given;
    return this;
  }

  /** Who does the work of tasks. */
  public EngineBuilder handlers(TaskHandlers given) {
    this.handlers = given;
    return this;
  }

  /** Who sees every event. */
  public EngineBuilder listener(HistoryListener given) {
    this.listener = given;
    return this;
  }

  /** As of when AWS is to be matched. */
  public EngineBuilder behaviour(AwsBehaviour given) {
    this.behaviour = given;
    return this;
  }

  /**
   * Where what happens is kept beyond the process; nowhere by default. The engine closes it. What
   * an earlier engine left open there goes on when this one is built.
   */
  public EngineBuilder store(Store given) {
    this.store = given;
    return this;
  }

  /**
   * Which open executions of an earlier engine go on; all by default. Asked before the engine
   * starts, so by their names, inputs and times; their histories can be read afterwards. The others
   * stay open and stand still until {@link Engine#resume}: they can be looked at and stopped, and
   * the next engine may go on with them.
   */
  public EngineBuilder resuming(Predicate<Execution> which) {
    this.resumes = which;
    return this;
  }

  /** How long executions are kept that have ended; {@link Retention#DEFAULT} by default. */
  public EngineBuilder retention(Retention given) {
    this.retention = given;
    return this;
  }

  /** The region in ARNs; {@code us-east-1} by default. */
  public EngineBuilder region(String given) {
    this.region = given;
    return this;
  }

  /** The account in ARNs, twelve digits; all zeros by default. */
  public EngineBuilder account(String given) {
    this.account = given;
    return this;
  }

  /** The role that executions show. */
  public EngineBuilder roleArn(String given) {
    this.role = given;
    return this;
  }

  String roleArn() {
    return role == null ? "arn:aws:iam::" + account + ":role/stepwell" : role;
  }

  /** Starts the engine. */
  public Engine build() {
    return Engine.of(this);
  }
}
