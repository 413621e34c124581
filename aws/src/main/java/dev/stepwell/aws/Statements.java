package dev.stepwell.aws;

import dev.stepwell.aws.yaml.Yaml;
import dev.stepwell.aws.yaml.Yaml.Mapping;
import java.util.List;

/** The parts of IAM policies. */
final class Statements {
  static final String VERSION = "2012-10-17";

  private Statements() {}

  /** Allows actions on ARN patterns, which may hold <code>${...}</code>. */
  static Mapping allow(List<String> actions, List<String> resources) {
    return Yaml.map()
        .with("Effect", "Allow")
        .with("Action", actions)
        .with("Resource", resources.stream().map(Yaml::sub).toList());
  }

  /** The same, under conditions. */
  static Mapping allowIf(List<String> actions, List<String> resources, Mapping condition) {
    return allow(actions, resources).with("Condition", condition);
  }

  /** A policy document. */
  static Mapping document(List<? extends Yaml> statements) {
    return Yaml.map().with("Version", VERSION).with("Statement", statements);
  }

  /** Lets services take a role. */
  static Mapping trust(String... services) {
    return document(List.of(assume(services)));
  }

  /** Lets a service take a role on behalf of this account only. */
  static Mapping trustHere(String service) {
    return document(
        List.of(
            assume(service)
                .with(
                    "Condition",
                    Yaml.map()
                        .with(
                            "StringEquals",
                            Yaml.map().with("aws:SourceAccount", Yaml.ref("AWS::AccountId"))))));
  }

  private static Mapping assume(String... services) {
    return Yaml.map()
        .with("Effect", "Allow")
        .with("Principal", Yaml.map().with("Service", List.of(services)))
        .with("Action", "sts:AssumeRole");
  }

  /** A role with one policy. */
  static Mapping role(String description, Mapping trust, List<Mapping> statements) {
    return Yaml.map()
        .with("Type", "AWS::IAM::Role")
        .with(
            "Properties",
            Yaml.map()
                .with("Description", description)
                .with("AssumeRolePolicyDocument", trust)
                .with(
                    "Policies",
                    Yaml.list(
                        Yaml.map()
                            .with("PolicyName", "what-it-needs")
                            .with("PolicyDocument", document(statements)))));
  }
}
