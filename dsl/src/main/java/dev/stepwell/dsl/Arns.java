package dev.stepwell.dsl;

import dev.stepwell.asl.json.JsonString;
import dev.stepwell.dsl.model.Expr;
import java.util.List;
import java.util.stream.Collectors;

/** ARNs as resource patterns of permissions. */
final class Arns {

  private Arns() {}

  /** The ARN if it is known at deployment, else a pattern for any. */
  static String of(Text arn) {
    return of(arn.expr());
  }

  private static String of(Expr arn) {
    if (arn instanceof Expr.Deployed deployed) {
      return "${" + deployed.name() + "}";
    } else if (arn instanceof Expr.Constant constant
        && constant.value() instanceof JsonString text) {
      return text.value();
    } else if (arn instanceof Expr.Joined joined && arn.isStatic()) {
      StringBuilder whole = new StringBuilder();
      joined.parts().forEach(part -> whole.append(of(part)));
      return whole.toString();
    }
    return "*";
  }

  /** How ARNs of a service in the account and the region of the deployment begin. */
  static String here(String service) {
    return "arn:${AWS::Partition}:" + service + ":${AWS::Region}:${AWS::AccountId}:";
  }

  /**
   * The ARN of something that is given by its name or by its ARN; what only run time knows is any.
   * A name of deployment stands for an ARN if it ends in {@code Arn}.
   *
   * @param prefix what comes before the name
   */
  static String of(Text nameOrArn, String prefix) {
    String pattern = pattern(nameOrArn);
    boolean deployedArn = pattern.startsWith("${") && pattern.endsWith("Arn}");
    return pattern.startsWith("arn:") || deployedArn ? pattern : prefix + pattern;
  }

  /** The ARN of a role that is given by its name or by its ARN. */
  static String role(Text nameOrArn) {
    return of(nameOrArn, "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/");
  }

  /** The text, with {@code *} for what only run time knows. */
  static String pattern(Text text) {
    Expr expr = text.expr();
    List<Expr> parts = expr instanceof Expr.Joined joined ? joined.parts() : List.of(expr);
    return parts.stream().map(Arns::of).collect(Collectors.joining()).replaceAll("\\*+", "*");
  }

  /** The name that deployment fills with the ARN of a workflow's state machine. */
  static String stateMachine(String workflow) {
    return Resource.camel(workflow) + "StateMachineArn";
  }
}
