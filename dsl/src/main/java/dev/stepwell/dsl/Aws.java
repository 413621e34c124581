package dev.stepwell.dsl;

import dev.stepwell.dsl.api.Arguments;
import dev.stepwell.dsl.api.Integration;
import dev.stepwell.dsl.api.Results;
import dev.stepwell.dsl.api.Service;
import dev.stepwell.dsl.api.Services;
import dev.stepwell.dsl.api.UnknownApiException;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Any call of any AWS service, held against a model of the service's API when the workflow is
 * built. The models are as old as {@link #models()} says; what is newer goes through {@link
 * #unchecked}.
 */
public final class Aws {

  private static final Pattern ACTION = Pattern.compile("([a-z0-9]+):([a-z][A-Za-z0-9]*)");
  private static final int CALL_SECONDS = 60;

  /** Modelled errors that say that the same call may work a little later. */
  private static final Set<String> PASSING =
      Set.of(
          "InternalException",
          "InternalFailureException",
          "InternalServerErrorException",
          "InternalServerException",
          "InternalServiceErrorException",
          "InternalServiceException",
          "ProvisionedThroughputExceededException",
          "RequestLimitExceededException",
          "ServiceUnavailableException",
          "ThrottledException",
          "ThrottlingException",
          "TooManyRequestsException");

  private Aws() {}

  /**
   * Calls an action of the SDK and is done when it returns; time-out 60 seconds. Throttling and
   * errors of the service are retried. Components of the shape are the members of the result with a
   * small first letter: {@code tableList} for {@code TableList}.
   *
   * @param action service and action as Step Functions spells them, such as {@code glue:getTables}
   * @param args the arguments, with their names as Step Functions has them: those of the SDK for
   *     Java 2, capital first letter
   * @param shape a record with the members of the result that are of interest
   * @throws InvalidWorkflowException if there is no such service, action or parameter, if a
   *     required one is missing, if a value is of another type or outside of what the API takes, or
   *     if the result has no such member
   */
  @RawAsl
  public static <O extends Record> Task<Obj<O>> call(String action, Args args, Class<O> shape) {
    Fields.components(shape);
    parts(action);
    List<String> problems = new ArrayList<>();
    List<RetryRule> retries = List.of();
    try {
      Integration integration = Integration.of("aws-sdk:" + action).orElseThrow();
      problems.addAll(Arguments.problems(integration, args.fields(), args.kinds()));
      problems.addAll(Results.problems(integration, shape));
      retries = List.of(retry(integration.action()));
    } catch (UnknownApiException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    if (!problems.isEmpty()) {
      throw InvalidWorkflowException.here(
          action
              + ": "
              + String.join("; ", problems)
              + " (model of "
              + models()
              + "; Aws.unchecked takes what is newer)");
    }
    return task(action, call(action, args, retries, AwsRights.of(action, args.fields())));
  }

  /**
   * Calls an action of the SDK as {@link #call} does, but holds nothing against the model: for
   * services, actions and parameters that are newer than the models.
   *
   * @param action service and action as Step Functions spells them, such as {@code glue:getTables}
   * @param permissions IAM actions that the call needs, such as {@code glue:GetTables}
   */
  @RawAsl
  public static <O extends Record> Task<Obj<O>> unchecked(
      String action, Args args, Class<O> shape, String... permissions) {
    Fields.components(shape);
    String service = parts(action).group(1);
    if (permissions.length == 0) {
      throw InvalidWorkflowException.here(
          "the unchecked call of "
              + action
              + " names no IAM action; say which one it needs, such as glue:GetTables");
    }
    String base =
        Services.find(service)
            .map(Service::baseError)
            .orElseGet(
                () -> {
                  String name = Character.toUpperCase(service.charAt(0)) + service.substring(1);
                  return name + "." + name + "Exception";
                });
    List<Permission> allowed = List.of(Permission.on("*", permissions));
    Call call = call(action, args, List.of(RetryRule.service(base)), allowed);
    return task(action, call.unchecked());
  }

  /** Which models calls are held against, such as {@code botocore 1.43.107}. */
  public static String models() {
    return Services.version();
  }

  private static Matcher parts(String action) {
    Matcher parts = ACTION.matcher(action);
    if (!parts.matches()) {
      throw InvalidWorkflowException.here(
          "the action '" + action + "' is not of the form service:action, such as glue:getTables");
    }
    return parts;
  }

  private static Call call(
      String action, Args args, List<RetryRule> retries, List<Permission> permissions) {
    return new Call("aws-sdk:" + action, args.fields(), CALL_SECONDS, retries, permissions);
  }

  private static <O extends Record> Task<Obj<O>> task(String action, Call call) {
    return new Task<>(
        "AWS " + action,
        new Work.Request(call, Outputs.of(new Expr.Result(List.of()))),
        output -> new Obj<>(output.part(), Naming.CAPITAL));
  }

  /** The retrier for everything that may pass, under the names that the SDK gives it. */
  private static RetryRule retry(Service.Action action) {
    List<String> names = new ArrayList<>();
    for (String error : action.service().errors()) {
      if (PASSING.contains(error.substring(error.indexOf('.') + 1))) {
        names.add(error);
      }
    }
    names.add(action.service().baseError());
    return RetryRule.service(names.toArray(new String[0]));
  }
}
