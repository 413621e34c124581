package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * AWS CodeBuild: builds of a project, such as those of a dbt project. A call is made again only
 * where CodeBuild has refused it. Sources: CodeBuild's API model; the Step Functions developer
 * guide, "CodeBuild integration".
 */
public final class CodeBuild {

  /** A build has ended badly or was stopped, but its task had not failed. */
  public static final ErrorName BUILD_FAILED = ErrorName.of("CodeBuild.BuildFailed");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9\\-_]{1,254}");
  private static final int NINE_HOURS = 9 * 3600;

  private CodeBuild() {}

  /**
   * A build that has ended well.
   *
   * @param buildId its id
   * @param status SUCCEEDED
   */
  public record Build(Text buildId, Text status) {}

  /**
   * Builds a project and waits for its end. Time-out 9 hours: the longest build that is the
   * default, and the queue.
   *
   * @param project its name
   * @param environment variables of the build, in clear; those of the project stay unless named
   */
  public static Task<Build> build(String project, Map<String, ? extends Value<?>> environment) {
    Accepted.text(
        "CodeBuild project",
        project,
        NAME,
        "has 2 to 255 letters, digits, - and _; name the project as CodeBuild lists it");
    Expr.Fields request = Expr.fields().and("ProjectName", Expr.text(project));
    for (String name : environment.keySet().stream().sorted().toList()) {
      Value<?> value = environment.get(name);
      if (value != null) {
        request =
            Members.add(
                request,
                Expr.fields().and("Name", Text.of(name).expr()).and("Value", value.asText()),
                "EnvironmentVariablesOverride");
      }
    }
    Call call =
        new Call(
            "codebuild:startBuild.sync",
            request,
            NINE_HOURS,
            List.of(RetryRule.service("CodeBuild.AWSCodeBuildException")),
            List.of(
                Permission.on(
                    Arns.here("codebuild") + "project/" + project,
                    "codebuild:StartBuild",
                    "codebuild:StopBuild",
                    "codebuild:BatchGetBuilds"),
                Permission.managedRule("StepFunctionsGetEventForCodeBuildStartBuildRule")));
    return new Task<>(
        "CodeBuild " + project,
        new Work.Job(
            call,
            List.of("Build", "BuildStatus"),
            List.of("Build", "CurrentPhase"),
            List.of("SUCCEEDED"),
            List.of("FAILED", "FAULT", "TIMED_OUT", "STOPPED"),
            "CodeBuild.Build",
            Outputs.of(
                Expr.fields()
                    .and("buildId", Expr.result("Build", "Id"))
                    .and("status", Expr.result("Build", "BuildStatus")))),
        parts -> new Build(new Text(parts.part("buildId")), new Text(parts.part("status"))));
  }
}
