package dev.stepwell.aws;

import dev.stepwell.aws.yaml.Yaml;
import dev.stepwell.aws.yaml.Yaml.Mapping;
import dev.stepwell.dsl.Resource.Database;
import dev.stepwell.dsl.Resources;
import java.util.ArrayList;
import java.util.List;

/** The roles that services take while they work for a workflow. */
final class Roles {
  private static final String HERE = "arn:${AWS::Partition}:%s:${AWS::Region}:${AWS::AccountId}:";

  private Roles() {}

  /** For crawlers, jobs and data quality runs. */
  static Mapping glue(Resources resources, Buckets buckets, boolean withScripts) {
    var statements = new ArrayList<Mapping>();
    statements.add(
        Statements.allow(
            List.of("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"),
            List.of(here("logs") + "log-group:/aws-glue/*")));
    statements.add(
        Statements.allowIf(
            List.of("cloudwatch:PutMetricData"),
            List.of("*"),
            Yaml.map()
                .with(
                    "StringEquals",
                    Yaml.map()
                        .with("cloudwatch:namespace", List.of("Glue", "Glue Data Quality")))));
    statements.add(Statements.allow(CATALOG, catalog(resources)));
    statements.add(
        Statements.allow(
            List.of(
                "glue:GetDataQualityRuleset",
                "glue:GetDataQualityRulesetEvaluationRun",
                "glue:GetDataQualityResult",
                "glue:PublishDataQuality"),
            List.of(here("glue") + "dataQualityRuleset/*")));
    statements.add(
        Statements.allow(
            List.of("s3:GetObject"),
            List.of(
                "arn:${AWS::Partition}:s3:::aws-glue-ml-data-quality-assets-${AWS::Region}/*")));
    statements.addAll(buckets.read());
    statements.addAll(buckets.write());
    if (withScripts) {
      statements.add(
          Statements.allow(List.of("s3:GetObject"), List.of("${" + Buckets.SCRIPTS + ".Arn}/*")));
      statements.add(
          Statements.allow(List.of("s3:ListBucket"), List.of("${" + Buckets.SCRIPTS + ".Arn}")));
    }
    return Statements.role(
        "Glue crawlers, jobs and data quality runs",
        Statements.trustHere("glue.amazonaws.com"),
        statements);
  }

  /**
   * For COPY; it must be attached to the warehouse's namespace. Redshift does not promise to say
   * for which account it asks, so that the trust cannot depend on it.
   */
  static Mapping copy(Buckets buckets) {
    return Statements.role(
        "Redshift COPY; attach it to the namespace",
        Statements.trust("redshift-serverless.amazonaws.com", "redshift.amazonaws.com"),
        buckets.read());
  }

  private static final List<String> CATALOG =
      List.of(
          "glue:GetDatabase",
          "glue:GetDatabases",
          "glue:GetTable",
          "glue:GetTables",
          "glue:CreateTable",
          "glue:UpdateTable",
          "glue:DeleteTable",
          "glue:GetPartition",
          "glue:GetPartitions",
          "glue:BatchGetPartition",
          "glue:CreatePartition",
          "glue:BatchCreatePartition",
          "glue:UpdatePartition",
          "glue:BatchUpdatePartition",
          "glue:DeletePartition",
          "glue:BatchDeletePartition");

  private static List<String> catalog(Resources resources) {
    var arns = new ArrayList<String>();
    arns.add(here("glue") + "catalog");
    // Spark asks for the default database before it looks at any other.
    arns.add(here("glue") + "database/default");
    for (Database database : resources.all(Database.class)) {
      arns.add(here("glue") + "database/" + database.name());
      arns.add(here("glue") + "table/" + database.name() + "/*");
    }
    return arns;
  }

  private static String here(String service) {
    return HERE.formatted(service);
  }
}
