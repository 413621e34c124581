package dev.stepwell.aws;

import dev.stepwell.aws.yaml.Yaml;
import dev.stepwell.aws.yaml.Yaml.Mapping;
import dev.stepwell.dsl.Resource.Crawler;
import dev.stepwell.dsl.Resource.Database;
import dev.stepwell.dsl.Resource.Job;
import dev.stepwell.dsl.Resource.Ruleset;
import dev.stepwell.dsl.Resources;
import java.util.List;

/**
 * Databases, crawlers, jobs and rulesets of Glue. They have the names that the workflows use,
 * without the stack's prefix: the catalog of an account is one name space for everybody who queries
 * it.
 */
final class GlueResources {
  private static final String DRIVER = "spark_sql_driver.py";

  private static final String CRAWLER_CONFIGURATION =
      "{\"Version\":1.0,\"CrawlerOutput\":{\"Partitions\":{\"AddOrUpdateBehavior\":"
          + "\"InheritFromTable\"}},\"Grouping\":{\"TableGroupingPolicy\":"
          + "\"CombineCompatibleSchemas\"}}";

  private final Resources resources;
  private final String role;

  /**
   * Renders the Glue resources.
   *
   * @param role logical id of the role with which crawlers and jobs work
   */
  GlueResources(Resources resources, String role) {
    this.resources = resources;
    this.role = role;
  }

  Mapping resources() {
    Mapping all = Yaml.map();
    for (Database database : resources.all(Database.class)) {
      all = all.with(databaseId(database.name()), database(database));
    }
    for (Crawler crawler : resources.all(Crawler.class)) {
      all = all.with(LogicalIds.of(crawler.name(), "Crawler"), crawler(crawler));
    }
    for (Job job : resources.all(Job.class)) {
      all = all.with(LogicalIds.of(job.name(), "Job"), job(job));
    }
    for (Ruleset ruleset : resources.all(Ruleset.class)) {
      all = all.with(LogicalIds.of(ruleset.name(), "Ruleset"), ruleset(ruleset));
    }
    return all;
  }

  private static String databaseId(String name) {
    return LogicalIds.of(name, "Database");
  }

  private static Mapping database(Database database) {
    return Yaml.map()
        .with("Type", "AWS::Glue::Database")
        .with("DeletionPolicy", "Retain")
        .with("UpdateReplacePolicy", "Retain")
        .with(
            "Properties",
            Yaml.map()
                .with("CatalogId", Yaml.ref("AWS::AccountId"))
                .with("DatabaseInput", Yaml.map().with("Name", database.name())));
  }

  private Mapping crawler(Crawler crawler) {
    List<Mapping> targets =
        crawler.targets().stream().map(path -> Yaml.map().with("Path", Yaml.sub(path))).toList();
    return Yaml.map()
        .with("Type", "AWS::Glue::Crawler")
        .with(
            "Properties",
            Yaml.map()
                .with("Name", crawler.name())
                .with("Role", Yaml.getAtt(role + ".Arn"))
                .with("DatabaseName", Yaml.ref(databaseId(crawler.database())))
                .with("TablePrefix", crawler.tablePrefix())
                .with("Targets", Yaml.map().with("S3Targets", targets))
                .with("RecrawlPolicy", Yaml.map().with("RecrawlBehavior", "CRAWL_EVERYTHING"))
                .with(
                    "SchemaChangePolicy",
                    Yaml.map()
                        .with("UpdateBehavior", "UPDATE_IN_DATABASE")
                        .with("DeleteBehavior", "DELETE_FROM_DATABASE"))
                .with("Configuration", CRAWLER_CONFIGURATION));
  }

  private Mapping job(Job job) {
    String script = "s3://${" + Buckets.SCRIPTS + "}/" + job.scriptResource();
    boolean sql = job.scriptResource().endsWith(".sql");
    Mapping arguments = Yaml.map().with("--job-language", "python");
    if (sql) {
      arguments = arguments.with("--script", Yaml.sub(script));
    }
    for (var argument : job.defaultArguments().entrySet()) {
      arguments = arguments.with(argument.getKey(), Yaml.sub(argument.getValue()));
    }
    return Yaml.map()
        .with("Type", "AWS::Glue::Job")
        .with(
            "Properties",
            Yaml.map()
                .with("Name", job.name())
                .with("Role", Yaml.getAtt(role + ".Arn"))
                .with("GlueVersion", "5.0")
                .with("WorkerType", "G.1X")
                .with("NumberOfWorkers", 2)
                .with("Timeout", 120)
                .with(
                    "ExecutionProperty",
                    Yaml.map().with("MaxConcurrentRuns", job.maxConcurrentRuns()))
                .with(
                    "Command",
                    Yaml.map()
                        .with("Name", "glueetl")
                        .with("PythonVersion", "3")
                        .with("ScriptLocation", Yaml.sub(sql ? beside(script) : script)))
                .with("DefaultArguments", arguments));
  }

  /** The driver that runs SQL lies in the folder of the script. */
  private static String beside(String script) {
    return script.substring(0, script.lastIndexOf('/') + 1) + DRIVER;
  }

  private static Mapping ruleset(Ruleset ruleset) {
    return Yaml.map()
        .with("Type", "AWS::Glue::DataQualityRuleset")
        .with(
            "Properties",
            Yaml.map()
                .with("Name", ruleset.name())
                // Glue's parser knows line feeds alone.
                .with("Ruleset", ruleset.text().replace("\r\n", "\n").stripTrailing() + "\n"));
  }
}
