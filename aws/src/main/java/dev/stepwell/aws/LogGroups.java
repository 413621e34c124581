package dev.stepwell.aws;

import dev.stepwell.aws.yaml.Yaml;
import dev.stepwell.aws.yaml.Yaml.Mapping;

/** Log groups; kept for a month and deleted with the stack, as their names come again with it. */
final class LogGroups {
  private static final int DAYS = 30;

  private LogGroups() {}

  static Mapping of(String name) {
    return Yaml.map()
        .with("Type", "AWS::Logs::LogGroup")
        .with("DeletionPolicy", "Delete")
        .with("UpdateReplacePolicy", "Delete")
        .with(
            "Properties",
            Yaml.map().with("LogGroupName", Yaml.sub(name)).with("RetentionInDays", DAYS));
  }
}
