package dev.stepwell.aws;

import dev.stepwell.aws.yaml.Yaml;
import dev.stepwell.aws.yaml.Yaml.Mapping;
import dev.stepwell.dsl.Resource.Bucket;
import dev.stepwell.dsl.Resource.Function;
import dev.stepwell.dsl.Resources;
import java.time.Duration;
import java.util.List;

/**
 * Lambda functions, all from one jar. Those of the catalogue are called by state machines, that is
 * synchronously, so that a dead letter queue would never see anything; errors are the workflow's.
 */
final class Functions {
  /** The deployable jar, as the build makes it. */
  static final String JAR = "lambdas/target/stepwell-lambdas-aws.jar";

  private static final String ALIAS = "live";

  private Functions() {}

  static Mapping resources(Resources resources) {
    Mapping all = Yaml.map();
    for (Function function : resources.all(Function.class)) {
      all =
          all.with(logs(function), logGroup(function))
              .with(id(function), function(function, resources));
    }
    return all;
  }

  static String id(Function function) {
    return LogicalIds.of(function.name(), "Function");
  }

  /** The logical id of the alias that SAM adds; only versions start from a snapshot. */
  static String alias(Function function) {
    return id(function) + ".Alias";
  }

  private static String logs(Function function) {
    return LogicalIds.of(function.name(), "Logs");
  }

  private static String deployedName(Function function) {
    return "${NamePrefix}-" + function.name();
  }

  private static Mapping logGroup(Function function) {
    return logGroup(deployedName(function));
  }

  /** The log group of a function with this name. */
  static Mapping logGroup(String deployedName) {
    return LogGroups.of("/aws/lambda/" + deployedName);
  }

  private static Mapping function(Function function, Resources resources) {
    Mapping properties =
        properties(
            deployedName(function),
            function.handlerClass(),
            function.memory(),
            function.timeout(),
            logs(function));
    List<Mapping> statements =
        Buckets.read(
            resources.all(Bucket.class).stream()
                .filter(bucket -> function.reads().contains(bucket.name()))
                .toList());
    return function(
        statements.isEmpty()
            ? properties
            : properties.with("Policies", Yaml.list(Statements.document(statements))));
  }

  /** A function of the jar, which SAM does not build. */
  static Mapping function(Mapping properties) {
    return Yaml.map()
        .with("Type", "AWS::Serverless::Function")
        .with("Metadata", Yaml.map().with("SkipBuild", true))
        .with("Properties", properties);
  }

  /**
   * What all functions have.
   *
   * @param memory in MiB
   * @param logs the log group's logical id
   */
  static Mapping properties(
      String deployedName, String handlerClass, int memory, Duration timeout, String logs) {
    return Yaml.map()
        .with("FunctionName", Yaml.sub(deployedName))
        .with("CodeUri", JAR)
        .with("Handler", handlerClass + "::handleRequest")
        .with("Runtime", "java21")
        .with("Architectures", List.of("arm64"))
        .with("MemorySize", memory)
        .with("Timeout", (int) timeout.toSeconds())
        .with("AutoPublishAlias", ALIAS)
        .with("SnapStart", Yaml.map().with("ApplyOn", "PublishedVersions"))
        .with("LoggingConfig", Yaml.map().with("LogGroup", Yaml.ref(logs)));
  }
}
