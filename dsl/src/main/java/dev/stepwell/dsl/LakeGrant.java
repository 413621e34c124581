package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Permissions of somebody on something, to be granted or revoked. Immutable. */
public final class LakeGrant {

  private final Text principal;
  private final LakeResource resource;
  private final Set<LakePermission> permissions;
  private final Set<LakePermission> grantable;

  private LakeGrant(
      Text principal,
      LakeResource resource,
      Set<LakePermission> permissions,
      Set<LakePermission> grantable) {
    this.principal = principal;
    this.resource = resource;
    this.permissions = permissions;
    this.grantable = grantable;
  }

  /**
   * Permissions on a resource.
   *
   * @param principal the ARN of a role, user or organization, or {@code IAM_ALLOWED_PRINCIPALS}
   */
  public static LakeGrant of(
      Text principal, LakeResource resource, LakePermission first, LakePermission... more) {
    return new LakeGrant(
        principal, resource, set(resource, first, more), EnumSet.noneOf(LakePermission.class));
  }

  /** With the right to hand on these permissions, which must be among those granted. */
  public LakeGrant grantable(LakePermission first, LakePermission... more) {
    Set<LakePermission> handed = set(resource, first, more);
    for (LakePermission permission : handed) {
      if (!permissions.contains(permission)) {
        throw InvalidWorkflowException.here(
            "the permission "
                + permission
                + " shall be handed on, but is not granted; add it to the permissions");
      }
    }
    return new LakeGrant(principal, resource, permissions, handed);
  }

  private static Set<LakePermission> set(
      LakeResource resource, LakePermission first, LakePermission... more) {
    Set<LakePermission> set = EnumSet.of(first, more);
    set.forEach(resource::check);
    return set;
  }

  LakeResource resource() {
    return resource;
  }

  /** The members that all actions have. */
  Expr.Fields onto(Expr.Fields request) {
    Expr.Fields all =
        request
            .and("Principal", Expr.fields().and("DataLakePrincipalIdentifier", principal.expr()))
            .and("Resource", resource.fields())
            .and("Permissions", words(permissions));
    return grantable.isEmpty() ? all : all.and("PermissionsWithGrantOption", words(grantable));
  }

  private static Expr words(Set<LakePermission> permissions) {
    List<Expr> words = new ArrayList<>();
    permissions.forEach(permission -> words.add(Expr.text(permission.name())));
    return new Expr.Elements(words);
  }
}
