package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Permission;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where statements run and as whom, with what the caller must be allowed to do for it.
 *
 * @param place what the request says of the workgroup or cluster
 * @param database the database's name
 * @param resource the ARN of the workgroup or cluster
 * @param cluster the cluster's name; null for a workgroup
 * @param user the database user; null for the one that belongs to the caller's role
 * @param secret the ARN of the secret with name and password; null for temporary credentials
 * @param session the session that statements run in; null for one of their own
 */
record RedshiftTarget(
    Expr.Fields place,
    String database,
    String resource,
    @Nullable String cluster,
    @Nullable String user,
    @Nullable Text secret,
    @Nullable Text session) {

  private static final String HERE =
      "arn:${AWS::Partition}:redshift:${AWS::Region}:${AWS::AccountId}:";
  private static final String WORKGROUPS =
      "arn:${AWS::Partition}:redshift-serverless:${AWS::Region}:${AWS::AccountId}:workgroup/*";

  /** A workgroup; its ARN holds an id that is not its name, so that all are allowed. */
  static RedshiftTarget serverless(String workgroup, String database) {
    return new RedshiftTarget(
        Expr.fields().and("WorkgroupName", Text.of(workgroup).expr()),
        database,
        WORKGROUPS,
        null,
        null,
        null,
        null);
  }

  /** A provisioned cluster. */
  static RedshiftTarget cluster(String cluster, String database) {
    return new RedshiftTarget(
        Expr.fields().and("ClusterIdentifier", Text.of(cluster).expr()),
        database,
        HERE + "cluster:" + cluster,
        cluster,
        null,
        null,
        null);
  }

  RedshiftTarget as(String name) {
    return new RedshiftTarget(place, database, resource, cluster, name, null, session);
  }

  RedshiftTarget with(Text secretArn) {
    return new RedshiftTarget(place, database, resource, cluster, null, secretArn, session);
  }

  RedshiftTarget in(Text sessionId) {
    return new RedshiftTarget(place, database, resource, cluster, user, secret, sessionId);
  }

  /** What a request says; one in a session says nothing but the session. */
  Expr.Fields fields() {
    if (session != null) {
      return Expr.fields().and("SessionId", session.expr());
    }
    Expr.Fields fields = place.and("Database", Text.of(database).expr());
    if (user != null) {
      fields = fields.and("DbUser", Text.of(user).expr());
    }
    return secret == null ? fields : fields.and("SecretArn", secret.expr());
  }

  /** To submit by an action, and to get credentials in the one way that this target takes. */
  List<Permission> permissions(String action) {
    String submit = "redshift-data:" + action;
    if (secret != null) {
      return List.of(
          Permission.on(resource, submit),
          Permission.on(Arns.of(secret), "secretsmanager:GetSecretValue"));
    } else if (cluster == null) {
      return List.of(
          Permission.on(resource, submit),
          Permission.on(resource, "redshift-serverless:GetCredentials"));
    }
    List<String> names = new ArrayList<>();
    names.add(HERE + "dbname:" + cluster + "/" + database);
    if (user != null) {
      names.add(HERE + "dbuser:" + cluster + "/" + user);
    }
    String credentials =
        user == null ? "redshift:GetClusterCredentialsWithIAM" : "redshift:GetClusterCredentials";
    return List.of(
        Permission.on(resource, submit), new Permission(List.of(credentials), names, ""));
  }
}
