package dev.stepwell.dsl.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.dsl.InvalidWorkflowException;
import dev.stepwell.dsl.Resource;
import dev.stepwell.dsl.Resources;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourcesTest {

  @Test
  void fillNamesOfDeploymentByOneRule() {
    Resources resources =
        Resources.builder()
            .add(new Resource.Bucket("landing", "data/landing"))
            .add(new Resource.Bucket("raw-data", null))
            .add(new Resource.Database("lake"))
            .add(new Resource.Function("PlanPartitions", "x.Plan", 512, Duration.ofMinutes(1)))
            .add(new Resource.Topic("Alerts"))
            .add(new Resource.Warehouse("analytics", "dw", "Copy"))
            .build();

    assertThat(resources.deployedNames())
        .containsExactly(
            "LandingBucket",
            "RawDataBucket",
            "PlanPartitionsFunctionArn",
            "AlertsTopicArn",
            "CopyRoleArn");
  }

  @Test
  void areFoundByKindAndName() {
    Resources resources =
        Resources.builder()
            .add(new Resource.Bucket("lake", null))
            .add(new Resource.Database("lake"))
            .build();

    assertThat(resources.find(Resource.Database.class, "lake"))
        .contains(new Resource.Database("lake"));
    assertThat(resources.find(Resource.Topic.class, "lake")).isEmpty();
    assertThat(resources.all(Resource.Bucket.class)).hasSize(1);
  }

  @Test
  void knowWhatTheyNeedOfEachOther() {
    Resources.Builder stream =
        Resources.builder()
            .add(new Resource.Bucket("lake", null))
            .add(
                new Resource.DeliveryStream(
                    "clicks", "lake", "clicks/", "errors/", "Clean", Duration.ofMinutes(1)));

    assertThatThrownBy(stream::build)
        .isInstanceOf(InvalidWorkflowException.class)
        .hasMessageContaining(
            "the delivery stream 'clicks' calls the function 'Clean', which is not declared; add"
                + " Resource.Function");
    stream.add(
        new Resource.Function("Clean", "x.Clean", 512, Duration.ofMinutes(1)).reading("landing"));
    assertThatThrownBy(stream::build)
        .hasMessageContaining("the function 'Clean' reads the bucket 'landing'");
  }

  @Test
  void keepTheOrderOfArguments() {
    Map<String, String> arguments = new LinkedHashMap<>();
    arguments.put("--z", "1");
    arguments.put("--a", "2");
    Resource.Job job = new Resource.Job("job", "job.sql", 1, arguments);
    arguments.clear();

    assertThat(job.defaultArguments().keySet()).containsExactly("--z", "--a");
  }

  @Test
  void refuseACrawlerWithoutItsDatabase() {
    Resources.Builder builder =
        Resources.builder()
            .add(new Resource.Crawler("raw", "lake", List.of("s3://${LandingBucket}/"), ""));

    assertThatThrownBy(() -> builder.build())
        .isInstanceOf(InvalidWorkflowException.class)
        .hasMessageMatching(
            "ResourcesTest\\.java:\\d+: the crawler 'raw' writes to the database 'lake', which is"
                + " not declared; add Resource\\.Database");
  }
}
