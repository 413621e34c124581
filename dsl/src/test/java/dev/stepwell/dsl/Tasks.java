package dev.stepwell.dsl;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Delay;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Pace;
import dev.stepwell.dsl.model.Polling;
import dev.stepwell.dsl.model.Work;
import java.util.List;

/** Tasks of every kind of work, for tests of what they become. */
public final class Tasks {

  /** The errors of the sensors. */
  public static final ErrorName TIMED_OUT = ErrorName.of("Thing.TimedOut");

  /** The error of a sensor whose thing is broken. */
  public static final ErrorName FAILED = ErrorName.of("Thing.Failed");

  /** What all of them give. */
  public record Thing(Text name) {}

  private Tasks() {}

  /** Makes a thing, which is no failure if it is there. */
  public static Task<Thing> make(String name) {
    return of(
        new Work.Tolerant(
            call("make", Expr.fields()),
            List.of("Thing.AlreadyExists"),
            Expr.fields().and("name", Expr.text(name)),
            Outputs.of(Expr.fields().and("name", Expr.result("Name")))));
  }

  /** Waits for a thing. */
  public static Task<Thing> sense(int first, int longest, int deadline) {
    return of(
        sensor(new Work.Request(call("look", Expr.fields()), named()), first, longest, deadline));
  }

  /** Waits for a thing for which a job must be submitted and polled every time. */
  public static Task<Thing> senseByJob(int first, int longest, int deadline) {
    Call submit = call("submit", Expr.fields().and("Token", new Expr.Token()));
    Polling polling =
        new Polling(
            call("ask", Expr.fields().and("Id", new Expr.Local("run"))),
            List.of("Status"),
            List.of("Reason"),
            List.of("RUNNING"),
            List.of("DONE"),
            List.of("FAILED"),
            "Thing.Job",
            1,
            8,
            60);
    Work.Fetched job =
        new Work.Fetched(
            submit,
            List.of("Id"),
            polling,
            Expr.resultOr(Json.of(""), "Result"),
            call("fetch", Expr.fields().and("Result", new Expr.Local("result"))),
            named());
    return of(sensor(job, first, longest, deadline));
  }

  /** Waits until a thing has had the same size twice. */
  public static Task<Thing> settle(int interval, int deadline) {
    Expr size = Expr.result("Size");
    return of(
        new Work.Sensor(
            new Work.Request(call("look", Expr.fields()), named()),
            Expr.raw("{0} = {1}", size, new Expr.Local("size")),
            null,
            Expr.text(""),
            List.of(),
            Expr.fields().and("size", size),
            "Thing.",
            new Pace(interval, interval, deadline)));
  }

  /** Waits for some time. */
  public static Task<Done> pause(int seconds) {
    return new Task<>(
        "Pause", new Work.Waiting(Delay.seconds(Expr.number(seconds))), p -> new Done());
  }

  /** Sends a token and waits for it. */
  public static Task<Thing> ask() {
    return of(
        Work.token(
            call("ask.waitForTaskToken", Expr.fields().and("Token", Expr.taskToken())), named()));
  }

  private static Work.Sensor sensor(Work poke, int first, int longest, int deadline) {
    return new Work.Sensor(
        poke,
        Expr.result("There"),
        Expr.result("Broken"),
        Expr.resultOr(Json.of("is broken"), "Why"),
        List.of("Thing.NotFound"),
        Expr.fields(),
        "Thing.",
        new Pace(first, longest, deadline));
  }

  private static Outputs named() {
    return Outputs.of(Expr.fields().and("name", Expr.resultOr(Json.of(""), "Name")));
  }

  private static Call call(String action, Expr.Fields arguments) {
    return new Call("aws-sdk:thing:" + action, arguments, 60, List.of(), List.of());
  }

  private static Task<Thing> of(Work work) {
    return new Task<>("Thing", work, parts -> new Thing(new Text(parts.part("name"))));
  }
}
