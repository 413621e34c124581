package dev.stepwell.engine;

import java.security.SecureRandom;
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
