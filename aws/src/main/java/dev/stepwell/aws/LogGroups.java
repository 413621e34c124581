package dev.stepwell.aws;

import dev.stepwell.aws.yaml.Yaml;
import dev.stepwell.aws.yaml.Yaml.Mapping;
import java.util.List;

/** Log groups, which are deleted with the stack, as their names come again with it. */
final class LogGroups {
  static final String RETENTION = "LogRetentionDays";

  /** What CloudWatch Logs takes. */
  private static final List<Integer> CHOICES =
      List.of(
          1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
          2922, 3288, 3653);

  private LogGroups() {}

  static Mapping parameter() {
    return Yaml.map()
        .with("Type", "Number")
        .with("Default", 30)
        .with("AllowedValues", CHOICES)
        .with("Description", "How long logs of executions and functions are kept");
  }

  static Mapping of(String name) {
    return Yaml.map()
        .with("Type", "AWS::Logs::LogGroup")
        .with("DeletionPolicy", "Delete")
        .with("UpdateReplacePolicy", "Delete")
        .with(
            "Properties",
            Yaml.map()
                .with("LogGroupName", Yaml.sub(name))
                .with("RetentionInDays", Yaml.ref(RETENTION)));
  }
}
