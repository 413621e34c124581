package dev.stepwell.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.EngineClock;
import dev.stepwell.engine.Execution;
import dev.stepwell.local.glue.CrawlerDefinition;
import dev.stepwell.local.glue.JobDefinition;
import dev.stepwell.local.glue.JobRun;
import dev.stepwell.local.sns.Published;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCloudTest {

  private static final String SCRIPT =
      """
      CREATE TEMPORARY VIEW landed (delay INT, origin STRING)
      USING csv OPTIONS (path '${source}', header 'true', mode 'FAILFAST');
      INSERT OVERWRITE DIRECTORY '${target}' USING parquet SELECT delay, origin FROM landed;
      """;

  @TempDir Path folder;

  private LocalCloudBuilder cloud() {
    return LocalCloud.in(folder.resolve("state"))
        .mount("landing", folder.resolve("landing"))
        .bucket("lake")
        .crawler(new CrawlerDefinition("lake", "lake", List.of("s3://lake/flights/"), ""))
        .job(new JobDefinition("transform", SCRIPT, 4, Map.of()))
        .ruleset("rules", "Rules = [ RowCount > 0 ]")
        .topic("Alerts");
  }

  private void land(String hour, String rows) throws Exception {
    Path file = folder.resolve("landing/flights/hour=" + hour + "/f.csv");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "delay,origin\n" + rows);
  }

  private static Execution run(LocalCloud cloud, String definition) throws Exception {
    try (Engine engine =
        Engine.builder().clock(EngineClock.skipping()).handlers(cloud.handlers()).build()) {
      Execution execution = engine.start(engine.create("test", definition), null, JsonObject.EMPTY);
      execution.done().get(60, TimeUnit.SECONDS);
      return execution;
    }
  }

  private static String task(String resource, String arguments, String next) {
    return "{'Type':'Task','Resource':'arn:aws:states:::%s','Arguments':%s,%s}"
        .formatted(resource, arguments, next);
  }

  /**
   * Two jobs at once, a crawl with its poll, a message; {@code ~} stands for a quote in JSONata.
   */
  private static String pipeline() {
    String each =
        task(
            "glue:startJobRun.sync",
            "{'JobName':'transform','Arguments':{"
                + "'--source':'{% ~s3://landing/flights/~ & $states.input & ~/~ %}',"
                + "'--target':'{% ~s3://lake/flights/~ & $states.input & ~/~ %}'}}",
            "'End':true");
    String publish =
        "{'TopicArn':'%s','Message':'{%% $states.input.Crawler.State %%}'}"
            .formatted(Account.DEFAULT.topicArn("Alerts"));
    return """
        {'QueryLanguage':'JSONata','StartAt':'transform','States':{
          'transform':{'Type':'Map','Items':['hour=08','hour=09'],'MaxConcurrency':2,
            'ItemProcessor':{'StartAt':'one','States':{'one':%s}},'Next':'crawl'},
          'crawl':%s,
          'wait':{'Type':'Wait','Seconds':300,'Next':'status'},
          'status':%s,
          'tell':%s}}
        """
        .formatted(
            each,
            task("aws-sdk:glue:startCrawler", "{'Name':'lake'}", "'Next':'wait'"),
            task("aws-sdk:glue:getCrawler", "{'Name':'lake'}", "'Next':'tell'"),
            task("sns:publish", publish, "'End':true"))
        .replace('\'', '"')
        .replace("~", "\\\"");
  }

  @Test
  void runsAStateMachineOnRealFiles() throws Exception {
    land("08", "5,JFK\n7,LAX\n");
    land("09", "-3,SFO\n");

    try (LocalCloud cloud = cloud().open()) {
      Execution execution = run(cloud, pipeline());

      assertThat(execution.output()).as("%s %s", execution.error(), execution.cause()).isPresent();
      assertThat(cloud.jobRuns()).extracting(JobRun::state).containsOnly("SUCCEEDED").hasSize(2);
      assertThat(cloud.published()).extracting(Published::message).containsExactly("READY");
      assertThat(
              cloud
                  .query("SELECT hour, sum(delay)::INT FROM lake.flights GROUP BY 1 ORDER BY 1")
                  .rows())
          .hasToString("[[08, 12], [09, -3]]");
    }
  }

  @Test
  void findsItsTablesAgain() throws Exception {
    land("08", "5,JFK\n");
    land("09", "5,JFK\n");
    try (LocalCloud cloud = cloud().open()) {
      run(cloud, pipeline());
    }

    try (LocalCloud again = cloud().open()) {
      assertThat(again.query("SELECT count(*) FROM lake.flights").single()).isEqualTo(2L);
      assertThat(again.jobRuns()).extracting(JobRun::state).containsOnly("SUCCEEDED").hasSize(2);
    }
    assertThat(Files.readString(folder.resolve("state/sns/Alerts.jsonl"))).contains("READY");
  }

  @Test
  void servesItsBucketsToSdks() throws Exception {
    try (LocalCloud cloud = cloud().open()) {
      cloud.store().put("lake", "x", "hello".getBytes(UTF_8));
      Map<String, String> environment = cloud.environment();
      URI endpoint = URI.create(environment.get("aws.endpointUrlS3"));

      assertThat(environment).containsEntry("aws.region", "us-east-1").hasSize(4);
      assertThat(cloud.environment()).isEqualTo(environment);
      assertThat(
              HttpClient.newHttpClient()
                  .send(
                      HttpRequest.newBuilder(endpoint.resolve("/lake/x")).build(),
                      BodyHandlers.ofString())
                  .body())
          .isEqualTo("hello");
    }
  }

  @Test
  void saysThatTheStateFolderCannotBeWritten() throws Exception {
    Path file = Files.writeString(folder.resolve("state"), "a file in its place");

    assertThatThrownBy(() -> cloud().open())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("The state of local runs cannot be written to " + file)
        .hasMessageContaining("choose another one");
  }

  @Test
  void leavesNestedExecutionsToTheEngine() {
    try (LocalCloud cloud = cloud().open()) {
      assertThat(cloud.handlers().find("arn:aws:states:::states:startExecution.sync:2")).isEmpty();
      assertThat(cloud.handlers().find(cloud.account().functionArn("Plan"))).isPresent();
    }
  }

  @Test
  void refusesARulesetThatIsWrong() {
    assertThatThrownBy(() -> cloud().ruleset("wrong", "Rules = [ ").open())
        .isInstanceOf(RuntimeException.class);
  }
}
