package dev.stepwell.aws;

import dev.stepwell.aws.yaml.Yaml;
import dev.stepwell.aws.yaml.Yaml.Mapping;
import dev.stepwell.dsl.Resource.Topic;
import dev.stepwell.dsl.Resources;
import java.util.Locale;

/** SNS topics. */
final class Topics {
  private Topics() {}

  static Mapping resources(Resources resources) {
    Mapping all = Yaml.map();
    for (Topic topic : resources.all(Topic.class)) {
      all =
          all.with(
              id(topic),
              Yaml.map()
                  .with("Type", "AWS::SNS::Topic")
                  .with(
                      "Properties",
                      Yaml.map()
                          .with(
                              "TopicName",
                              Yaml.sub("${NamePrefix}-" + topic.name().toLowerCase(Locale.ROOT)))));
    }
    return all;
  }

  static String id(Topic topic) {
    return LogicalIds.of(topic.name(), "Topic");
  }
}
