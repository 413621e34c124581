package dev.stepwell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.dsl.Catalogue;
import dev.stepwell.dsl.Resource;
import dev.stepwell.dsl.Resources;
import dev.stepwell.dsl.Sns;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.engine.Engine;
import dev.stepwell.engine.ExecutionStatus;
import dev.stepwell.engine.Task;
import dev.stepwell.engine.TaskHandlers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about AWS against the engine's own API, where executions really run. */
class AwsOnEngineTest {

  private static final String MACHINE = "arn:aws:states:us-east-1:000000000000:stateMachine:";
  private static final String EXECUTION = "arn:aws:states:us-east-1:000000000000:execution:";

  /** A run's input. */
  record Input(String what) {}

  /** Three steps, one after the other. */
  private static final class Three implements Catalogue {
    @Override
    public List<Workflow<?>> workflows() {
      Text topic = Text.deployed("AlertsTopicArn");
      return List.of(
          Workflow.named("load", Input.class)
              .flow(
                  (flow, in) -> {
                    flow.run("first", Sns.publish(topic, "s", in.text(Input::what)));
                    flow.run("second", Sns.publish(topic, "s", Text.of("2")));
                    flow.run("third", Sns.publish(topic, "s", Text.of("3")));
                  }));
    }

    @Override
    public Resources resources() {
      return Resources.builder().add(new Resource.Topic("Alerts")).build();
    }
  }

  @TempDir private Path folder;
  private final List<String> done = new CopyOnWriteArrayList<>();
  private volatile boolean broken = true;
  private TestBench bench;
  private Engine engine;
  private EngineEndpoint endpoint;

  @BeforeEach
  void open() throws IOException {
    System.setProperty("aws.accessKeyId", "key");
    System.setProperty("aws.secretAccessKey", "secret");
    bench = TestBench.emptyIn(folder);
    engine =
        Engine.builder()
            .handlers(TaskHandlers.builder().otherwise(arn -> Optional.of(this::publish)).build())
            .build();
    endpoint = new EngineEndpoint(engine);
  }

  @AfterEach
  void close() {
    endpoint.close();
    engine.close();
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  private void publish(Task task) {
    done.add(task.stateName());
    if (broken && task.stateName().equals("second")) {
      task.fail("SNS.Broken", "not today");
    } else {
      task.succeed(Json.parse("{\"MessageId\": \"" + task.stateName() + "\"}"));
    }
  }

  /** Runs a command that must end with a code; gives what it printed. */
  private String aws(int code, String... words) {
    List<String> all = new ArrayList<>(List.of("aws"));
    all.addAll(List.of(words));
    all.addAll(List.of("--endpoint", endpoint.url(), "--region", "us-east-1"));
    int ended = bench.run(new Three(), all.toArray(String[]::new));
    assertThat(ended).as("%s%n%s%s", all, bench.out(), bench.err()).isEqualTo(code);
    return bench.out() + bench.err();
  }

  private ExecutionStatus end(String execution) throws Exception {
    return engine
        .execution(EXECUTION + execution)
        .orElseThrow()
        .done()
        .thenApply(unused -> engine.execution(EXECUTION + execution).orElseThrow().status())
        .get(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS);
  }

  private void deploy() {
    aws(
        0,
        "deploy",
        "--definitions-only",
        "load",
        "--role",
        "arn:aws:iam::000000000000:role/load",
        "--set",
        "AlertsTopicArn=arn:aws:sns:us-east-1:000000000000:alerts");
  }

  @Test
  void runsAStepAgainWithWhatTheOthersGaveAndTidiesUp() throws Exception {
    deploy();
    assertThat(aws(0, "start", "load", "--input", "{\"what\": \"x\"}", "--name", "one"))
        .contains("execution:stepwell-load:one");
    assertThat(end("stepwell-load:one")).isEqualTo(ExecutionStatus.FAILED);
    assertThat(aws(0, "runs", "load")).containsPattern("one +failed");
    assertThat(aws(0, "history", "one")).contains("SNS.Broken");

    assertThat(aws(0, "clear", "one", "--failed", "--dry-run")).contains("again: second, third");
    broken = false;
    done.clear();
    String again = aws(0, "clear", "one", "--failed").lines().toList().get(1);
    String[] parts = again.split(":");
    assertThat(parts[6]).startsWith("stepwell-load-rerun-");
    assertThat(end(parts[6] + ":" + parts[7])).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(done).containsExactly("second", "third");

    done.clear();
    String third = aws(0, "clear", again, "--step", "third").lines().toList().get(1);
    assertThat(end(third.split(":")[6] + ":" + third.split(":")[7]))
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(done).containsExactly("third");

    assertThat(aws(0, "tidy")).isEmpty();
    assertThat(aws(0, "tidy", "--older-than", "0", "--dry-run"))
        .contains("would delete " + parts[6]);
    assertThat(aws(0, "tidy", "--older-than", "0").lines()).hasSize(2);
    assertThat(aws(0, "tidy", "--older-than", "0")).isEmpty();
    assertThat(aws(0, "runs", "load")).containsPattern("one +failed");
  }

  @Test
  void redrivesWhatFailed() throws Exception {
    deploy();
    aws(0, "start", "load", "--input", "{\"what\": \"x\"}", "--name", "one");
    assertThat(end("stepwell-load:one")).isEqualTo(ExecutionStatus.FAILED);
    broken = false;
    done.clear();

    assertThat(aws(0, "redrive", "one")).contains("one");
    assertThat(end("stepwell-load:one")).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(done).containsExactly("second", "third");
  }

  @Test
  void showsWhatDeployingChangesAndRollsBack() {
    deploy();
    assertThat(aws(0, "diff", "load")).contains("load  is the same").contains("is not there");
    assertThat(aws(1, "rollback", "load")).contains("has no alias 'live'");
    endpoint.call(
        "UpdateStateMachine",
        "{'stateMachineArn': '%1$sstepwell-load', 'publish': true, 'definition': '%2$s'}"
            .formatted(
                MACHINE,
                "{\\'StartAt\\':\\'a\\',\\'States\\':{\\'a\\':{\\'Type\\':\\'Succeed\\'}}}"));
    endpoint.call(
        "CreateStateMachineAlias",
        "{'name': 'live', 'routingConfiguration': [{'stateMachineVersionArn': '%sstepwell-load:1', 'weight': 100}]}"
            .formatted(MACHINE));
    assertThat(aws(1, "diff", "load")).contains("- a").contains("+ first");

    deploy();
    assertThat(aws(0, "diff", "load")).contains("is the same");
    assertThat(aws(0, "rollback", "load", "--list"))
        .containsPattern("2  [^ ]+  live\\n1  [^ ]+\\n");
    assertThat(aws(0, "rollback", "load")).contains("live is version 1, was 2");
    assertThat(aws(1, "rollback", "load")).contains("there is no version before 1");
    assertThat(aws(0, "start", "load", "--input", "{\"what\": \"x\"}", "--name", "old"))
        .contains("old");
    assertThat(done).isEmpty();
  }
}
