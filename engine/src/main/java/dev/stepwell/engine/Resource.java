package dev.stepwell.engine;

/**
 * What does a task's work, as its ARN says.
 *
 * @param arn the whole ARN
 * @param kind which events the task writes
 * @param type the service as histories name it, such as {@code lambda} or {@code aws-sdk:glue}
 * @param action what it does, with the pattern: {@code startJobRun.sync}
 */
public record Resource(String arn, Kind kind, String type, String action) {

  /** The families of task events. */
  public enum Kind {
    /** A Lambda function named by its own ARN. */
    FUNCTION,
    /** An activity, worked by pollers. */
    ACTIVITY,
    /** Everything else. */
    SERVICE
  }

  private static final String PATTERN_TOKEN = ".waitForTaskToken";

  /** Takes an ARN apart; a text of another shape is a service without a type. */
  static Resource parse(String arn) {
    String[] parts = arn.split(":", 7);
    if (parts.length < 6 || !parts[0].equals("arn")) {
      return new Resource(arn, Kind.SERVICE, "", arn);
    }
    if (parts[2].equals("lambda")) {
      return new Resource(arn, Kind.FUNCTION, "lambda", arn);
    }
    if (parts.length == 7 && parts[5].equals("activity")) {
      return new Resource(arn, Kind.ACTIVITY, "activity", arn);
    }
    if (parts.length < 7) {
      return new Resource(arn, Kind.SERVICE, "", arn);
    }
    if (parts[5].equals("aws-sdk")) {
      int colon = parts[6].indexOf(':');
      return new Resource(
          arn,
          Kind.SERVICE,
          "aws-sdk:" + parts[6].substring(0, Math.max(0, colon)),
          parts[6].substring(colon + 1));
    }
    return new Resource(arn, Kind.SERVICE, parts[5], parts[6]);
  }

  /** Whether somebody outside may answer with a task token. */
  boolean hasToken() {
    return kind == Kind.ACTIVITY || action.endsWith(PATTERN_TOKEN) || isJob();
  }

  /** Whether the work goes on after the service has taken it. */
  boolean isJob() {
    return action.endsWith(".sync") || action.contains(".sync:");
  }

  /** Whether somebody other than the handler answers. */
  boolean isCallback() {
    return action.endsWith(PATTERN_TOKEN);
  }

  /** How error texts name it when its result is too large. */
  String nameOfResult() {
    return kind == Kind.SERVICE ? type : arn;
  }
}
