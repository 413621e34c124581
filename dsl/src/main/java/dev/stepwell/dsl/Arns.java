package dev.stepwell.dsl;

import dev.stepwell.asl.json.JsonString;
import dev.stepwell.dsl.model.Expr;

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

  /** The name that deployment fills with the ARN of a workflow's state machine. */
  static String stateMachine(String workflow) {
    return Resource.camel(workflow) + "StateMachineArn";
  }
}
