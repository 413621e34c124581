package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Any call of any AWS service. */
public final class Aws {

  private static final Pattern ACTION = Pattern.compile("([a-z0-9]+):([a-z][A-Za-z0-9]*)");

  private static final Map<String, String> WORDS =
      Map.of(
          "databasemigration", "DatabaseMigration",
          "dynamodb", "DynamoDb",
          "emrcontainers", "EmrContainers",
          "eventbridge", "EventBridge",
          "quicksight", "QuickSight",
          "redshiftdata", "RedshiftData",
          "redshiftserverless", "RedshiftServerless",
          "sagemaker", "SageMaker",
          "databrew", "DataBrew");

  private Aws() {}

  /**
   * Calls an action of the SDK and is done when it returns; time-out 60 seconds. Components of the
   * shape are the members of the result with a small first letter: {@code tableList} for {@code
   * TableList}.
   *
   * @param action service and action as Step Functions spells them, such as {@code glue:getTables}
   * @param args the arguments, with their names as in the service's API, capital first letter
   * @param shape a record with the members of the result that are of interest
   */
  @RawAsl
  public static <O extends Record> Task<Obj<O>> call(String action, Args args, Class<O> shape) {
    Fields.components(shape);
    Matcher parts = ACTION.matcher(action);
    if (!parts.matches()) {
      throw InvalidWorkflowException.here(
          "the action '" + action + "' is not of the form service:action, such as glue:getTables");
    }
    String verb = parts.group(2);
    Call call =
        new Call(
            "aws-sdk:" + action,
            args.fields(),
            60,
            List.of(RetryRule.service(prefix(parts.group(1)) + "Exception")),
            List.of(
                Permission.on(
                    "*",
                    parts.group(1)
                        + ":"
                        + Character.toUpperCase(verb.charAt(0))
                        + verb.substring(1))));
    return new Task<>(
        "AWS " + action,
        new Work.Request(call, Outputs.of(new Expr.Result(List.of()))),
        output -> new Obj<>(output.part(), Naming.CAPITAL));
  }

  /** What the SDK puts before the name of an error that the service does not model. */
  private static String prefix(String service) {
    String word = WORDS.getOrDefault(service, service);
    String name = Character.toUpperCase(word.charAt(0)) + word.substring(1);
    return name + "." + name;
  }
}
