package dev.stepwell.aws;

import dev.stepwell.aws.yaml.Yaml;
import dev.stepwell.aws.yaml.Yaml.Mapping;
import dev.stepwell.dsl.Resource.Function;
import dev.stepwell.dsl.Resources;
import java.util.List;

/**
 * Lambda functions, all from one jar. They are called by state machines, that is synchronously, so
 * that a dead letter queue would never see anything; errors are the workflow's.
 */
final class Functions {
  /** The deployable jar, as the build makes it. */
  static final String JAR = "lambdas/target/stepwell-lambdas-aws.jar";

  private static final String ALIAS = "live";

  private Functions() {}

  static Mapping resources(Resources resources, Buckets buckets) {
    Mapping all = Yaml.map();
    for (Function function : resources.all(Function.class)) {
      all =
          all.with(logs(function), logGroup(function))
              .with(id(function), function(function, buckets));
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
    return LogGroups.of("/aws/lambda/" + deployedName(function));
  }

  private static Mapping function(Function function, Buckets buckets) {
    Mapping properties =
        Yaml.map()
            .with("FunctionName", Yaml.sub(deployedName(function)))
            .with("CodeUri", JAR)
            .with("Handler", function.handlerClass() + "::handleRequest")
            .with("Runtime", "java21")
            .with("Architectures", List.of("arm64"))
            .with("MemorySize", function.memory())
            .with("Timeout", (int) function.timeout().toSeconds())
            .with("AutoPublishAlias", ALIAS)
            .with("SnapStart", Yaml.map().with("ApplyOn", "PublishedVersions"))
            .with("LoggingConfig", Yaml.map().with("LogGroup", Yaml.ref(logs(function))));
    List<Mapping> statements = buckets.read();
    return Yaml.map()
        .with("Type", "AWS::Serverless::Function")
        .with("Metadata", Yaml.map().with("SkipBuild", true))
        .with(
            "Properties",
            statements.isEmpty()
                ? properties
                : properties.with("Policies", Yaml.list(Statements.document(statements))));
  }
}
