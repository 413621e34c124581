package dev.stepwell.dsl;

import dev.stepwell.dsl.language.AthenaSql;
import dev.stepwell.dsl.model.Permission;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the role of a machine must be allowed, for Athena works with the permissions of who asks: on
 * its own resources, on the catalog, and on the files. The actions are those of the developer
 * guides of Step Functions (permissions for Athena) and Athena (access to the catalog and to S3).
 *
 * @param buckets where the files are; empty if that is not said
 * @param output where results go; null for where the workgroup says
 */
record AthenaAccess(
    String workgroup,
    String catalog,
    List<String> databases,
    List<Text> buckets,
    @Nullable Text output) {

  private static final String HERE =
      "arn:${AWS::Partition}:athena:${AWS::Region}:${AWS::AccountId}:";
  private static final String S3 = "arn:${AWS::Partition}:s3:::";

  List<Permission> toFetch() {
    return List.of(onWorkgroup("athena:GetQueryResults"));
  }

  List<Permission> toRun(AthenaSql statement) {
    List<Permission> all = new ArrayList<>();
    all.add(
        onWorkgroup(
            "athena:StartQueryExecution", "athena:StopQueryExecution", "athena:GetQueryExecution"));
    all.add(Permission.on(HERE + "datacatalog/" + catalog, "athena:GetDataCatalog"));
    all.add(
        CatalogNames.onDatabases(
            databases,
            "glue:GetDatabase",
            "glue:GetTable",
            "glue:GetTables",
            "glue:GetPartition",
            "glue:GetPartitions",
            "glue:BatchGetPartition"));
    if (!statement.reads()) {
      all.add(
          CatalogNames.onDatabases(
              databases,
              "glue:CreateTable",
              "glue:UpdateTable",
              "glue:DeleteTable",
              "glue:BatchCreatePartition",
              "glue:CreatePartition",
              "glue:UpdatePartition",
              "glue:DeletePartition",
              "glue:BatchDeletePartition"));
    }
    files(statement, all);
    all.add(Permission.on("*", "lakeformation:GetDataAccess"));
    return all;
  }

  private Permission onWorkgroup(String... actions) {
    return Permission.on(HERE + "workgroup/" + workgroup, actions);
  }

  private void files(AthenaSql statement, List<Permission> all) {
    List<String> places = places();
    all.add(
        new Permission(
            List.of("s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"),
            places,
            ""));
    List<String> actions =
        new ArrayList<>(
            List.of(
                "s3:GetObject",
                "s3:PutObject",
                "s3:AbortMultipartUpload",
                "s3:ListMultipartUploadParts"));
    if (statement.removesFiles()) {
      actions.add("s3:DeleteObject");
    }
    List<String> objects = places.stream().map(place -> place + "/*").toList();
    all.add(new Permission(actions, objects, ""));
  }

  /** The buckets with files and results; all buckets if they are not said. */
  private List<String> places() {
    if (buckets.isEmpty()) {
      return List.of(S3 + "*");
    }
    List<String> places = new ArrayList<>();
    buckets.forEach(bucket -> places.add(S3 + Arns.of(bucket)));
    if (output != null) {
      String results = S3 + S3Uris.bucket(output).orElse("*");
      if (!places.contains(results)) {
        places.add(results);
      }
    }
    return places;
  }
}
