package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Verdict;
import dev.stepwell.dsl.model.Work;
import java.util.ArrayList;
import java.util.List;

/**
 * AWS Lake Formation: who may do what with databases and tables. Granting what is granted already
 * changes nothing. The machine's role must be a data lake administrator, or have what it hands on
 * with the right to hand it on.
 */
public final class LakeFormation {

  /** Somebody else changes the same permissions at the same time. */
  public static final ErrorName CONCURRENT_MODIFICATION =
      ErrorName.of("LakeFormation.ConcurrentModificationException");

  /** There is no such database, table or column. */
  public static final ErrorName NOT_FOUND = ErrorName.of("LakeFormation.EntityNotFoundException");

  /** A request that Lake Formation does not take; also one that revokes what was never granted. */
  public static final ErrorName INVALID_INPUT = ErrorName.of("LakeFormation.InvalidInputException");

  /** Some of many grants or revocations were refused; the others are done. */
  public static final ErrorName REFUSED = ErrorName.of("LakeFormation.EntriesRefused");

  private static final int MOST_ENTRIES = 20;
  private static final RetryRule SERVICE =
      RetryRule.service(
          CONCURRENT_MODIFICATION.name(),
          "LakeFormation.InternalServiceException",
          "LakeFormation.OperationTimeoutException",
          "LakeFormation.LakeFormationException");

  private LakeFormation() {}

  /** What a change of permissions gives: nothing. */
  public record Changed() {}

  /** Grants permissions. */
  public static Task<Changed> grant(LakeGrant grant) {
    return single("grantPermissions", grant);
  }

  /** Takes permissions away; fails with {@link #INVALID_INPUT} if they were not granted. */
  public static Task<Changed> revoke(LakeGrant grant) {
    return single("revokePermissions", grant);
  }

  /** Grants permissions with one call, 20 grants at most; fails if one of them is refused. */
  public static Task<Changed> grantAll(LakeGrant... grants) {
    return batch("batchGrantPermissions", grants);
  }

  /** Takes permissions away with one call, 20 at most; fails if one of them is refused. */
  public static Task<Changed> revokeAll(LakeGrant... grants) {
    return batch("batchRevokePermissions", grants);
  }

  private static Task<Changed> single(String action, LakeGrant grant) {
    return new Task<>(
        "Lake Formation " + action,
        new Work.Request(
            call(action, grant.onto(Expr.fields()), List.of(grant)), Outputs.of(Expr.fields())),
        parts -> new Changed());
  }

  private static Task<Changed> batch(String action, LakeGrant... grants) {
    if (grants.length == 0 || grants.length > MOST_ENTRIES) {
      throw InvalidWorkflowException.here(
          "Lake Formation takes 1 to "
              + MOST_ENTRIES
              + " grants at once, but here are "
              + grants.length
              + "; divide them among several steps");
    }
    List<Expr> entries = new ArrayList<>();
    for (LakeGrant grant : grants) {
      String id = Integer.toString(entries.size() + 1);
      entries.add(grant.onto(Expr.fields().and("Id", Expr.text(id))));
    }
    Expr failures = Expr.result("Failures");
    return new Task<>(
        "Lake Formation " + action,
        new Work.Checked(
            call(action, Expr.fields().and("Entries", new Expr.Elements(entries)), List.of(grants)),
            new Verdict(
                Expr.raw("$count({0}) > 0", failures),
                Expr.call(
                    "$substring($join([{0}.('entry ' & RequestEntry.Id & ' ' & Error.ErrorCode &"
                        + " ': ' & Error.ErrorMessage)], '; '), 0, 1000)",
                    failures),
                REFUSED.name()),
            Outputs.of(Expr.fields())),
        parts -> new Changed());
  }

  private static Call call(String action, Expr.Fields request, List<LakeGrant> grants) {
    List<Permission> permissions = new ArrayList<>();
    // Lake Formation's own actions know no resources.
    permissions.add(
        Permission.on(
            "*", "lakeformation:" + Character.toUpperCase(action.charAt(0)) + action.substring(1)));
    grants.forEach(grant -> grant.resource().lookUp().ifPresent(permissions::add));
    return new Call("aws-sdk:lakeformation:" + action, request, 60, List.of(SERVICE), permissions);
  }
}
