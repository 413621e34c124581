package dev.stepwell.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stepwell.dsl.api.Service;
import dev.stepwell.dsl.api.Services;
import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Polling;
import dev.stepwell.dsl.model.RetryRule;
import dev.stepwell.dsl.model.Work;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What our own vocabularies cannot do, because every workflow is checked when it is compiled. */
class CheckedCallsTest {

  record Input() {}

  private static final Expr.Fields BY_ID = Expr.fields().and("Id", new Expr.Local("run"));

  @Test
  void parameterThatDoesNotExist() {
    assertThat(problems(new Work.Request(crawl("Names", "glue:startCrawler"), nothing())))
        .containsExactly(
            "there is no parameter 'Names'; did you mean 'Name'?",
            "the required parameter 'Name' is missing");
  }

  @Test
  void parameterOfAnOptimizedIntegrationThatDoesNotExist() {
    Call publish =
        new Call(
            "sns:publish",
            Expr.fields().and("Topic", Expr.text("t")).and("Message", Expr.text("m")),
            60,
            List.of(),
            List.of());

    assertThat(problems(new Work.Request(publish, nothing())))
        .containsExactly("there is no parameter 'Topic'; did you mean 'TopicArn'?");
  }

  @Test
  void serviceThatDoesNotExist() {
    assertThat(problems(new Work.Request(crawl("Name", "glu:startCrawler"), nothing())))
        .containsExactly("there is no service 'glu'; did you mean 'glue'?");
  }

  @Test
  void resultThatDoesNotExist() {
    Outputs outputs =
        Outputs.of(
            Expr.fields()
                .and("state", Expr.result("Crawler", "Status"))
                .and("name", Expr.call("$uppercase({0})", Expr.result("Crawler", "Names"))));

    assertThat(problems(new Work.Request(crawl("Name", "glue:getCrawler"), outputs)))
        .containsExactly(
            "the result has no 'Crawler.Status'",
            "the result has no 'Crawler.Names'; did you mean 'Name'?");
  }

  @Test
  void errorThatIsNeverRaised() {
    Call call =
        crawl("Name", "glue:getCrawler")
            .retrying(List.of(RetryRule.service("Glue.AWSGlueException", "Glue.GlueException")));

    assertThat(problems(new Work.Request(call, nothing())))
        .containsExactly("it is retried on Glue.AWSGlueException, which the service never raises");
  }

  @Test
  void loopThatDoesNotKnowAllStatuses() {
    Call ask = new Call("aws-sdk:redshiftdata:describeStatement", BY_ID, 60, List.of(), List.of());
    Call submit =
        new Call(
            "aws-sdk:redshiftdata:executeStatement",
            Expr.fields().and("Sql", Expr.text("SELECT 1")),
            60,
            List.of(),
            List.of());
    Polling polling =
        new Polling(
            ask,
            List.of("Status"),
            List.of("Errors"),
            List.of("SUBMITTED", "PICKED", "RUNNING"),
            List.of("FINISHED"),
            List.of("FAILED"),
            "Redshift.Statement",
            1,
            30,
            7200);

    assertThat(problems(new Work.Polled(submit, List.of("Ids"), polling, nothing())))
        .containsExactly(
            "the result has no 'Ids'; did you mean 'Id'?",
            "the result has no 'Errors'; did you mean 'Error'?",
            "its status is never RUNNING, only SUBMITTED, PICKED, STARTED, FINISHED, ABORTED,"
                + " FAILED",
            "its status can be STARTED, for which there is no way",
            "its status can be ABORTED, for which there is no way");
  }

  @Test
  void jobWithAStatusThatDoesNotExist() {
    Call call =
        new Call(
            "glue:startJobRun.sync",
            Expr.fields().and("JobName", Expr.text("j")),
            60,
            List.of(),
            List.of());
    Work job =
        new Work.Job(
            call,
            List.of("JobRunState"),
            List.of("ErrorMessage"),
            List.of("SUCCESS"),
            List.of("FAILED"),
            "Glue.Job",
            nothing());

    assertThat(problems(job))
        .singleElement()
        .asString()
        .startsWith("its status is never SUCCESS, only STARTING, RUNNING,");
  }

  @Test
  void callThatIsUncheckedIsNotHeldAgainstAnything() {
    Call call = crawl("Names", "glu:startCrawler").unchecked();
    Outputs outputs = Outputs.of(Expr.fields().and("state", Expr.result("Nothing")));

    assertThat(problems(new Work.Request(call, outputs))).isEmpty();
  }

  /** A retry on a name that no service knows would never match, and nobody would notice. */
  @Test
  void namesOfErrorsInTheVocabulariesExist() throws Exception {
    Set<String> known = new HashSet<>();
    for (String id : Services.ids()) {
      Service service = Services.find(id).orElseThrow();
      for (String error : service.errors()) {
        known.add(error.substring(error.indexOf('.') + 1));
      }
    }
    List<String> names = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (Class<?> type : vocabularies()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getType() == ErrorName.class && Modifier.isPublic(field.getModifiers())) {
          String name = ((ErrorName) field.get(null)).name();
          boolean ours = !name.endsWith("Exception") || name.startsWith("States.");
          names.add(name);
          if (!ours && !known.contains(name.substring(name.indexOf('.') + 1)) && !isBase(name)) {
            unknown.add(type.getSimpleName() + "." + field.getName() + " is " + name);
          }
        }
      }
    }

    assertThat(names).hasSizeGreaterThan(10);
    assertThat(unknown).isEmpty();
  }

  /** What optimized integrations raise for all that is not modelled, after the SDK of version 1. */
  private static boolean isBase(String name) {
    return name.matches("(\\w+)\\.(AWS|Amazon)\\w+Exception");
  }

  private static List<Class<?>> vocabularies()
      throws IOException, URISyntaxException, ClassNotFoundException {
    Path root = Path.of(Task.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.list(root.resolve("dev/stepwell/dsl"))) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".class") && !name.equals("package-info.class")) {
          types.add(Class.forName("dev.stepwell.dsl." + name.replace(".class", "")));
        }
      }
    }
    return types;
  }

  private static Call crawl(String parameter, String action) {
    return new Call(
        "aws-sdk:" + action,
        Expr.fields().and(parameter, Expr.text("raw")),
        60,
        List.of(),
        List.of());
  }

  private static Outputs nothing() {
    return Outputs.of(Expr.fields());
  }

  private static List<String> problems(Work work) {
    Task<String> task = new Task<>("Test", work, parts -> "");
    Workflow<Input> workflow =
        Workflow.named("daily", Input.class).flow((flow, in) -> flow.run("step", task));
    InvalidWorkflowException thrown =
        catchThrowableOfType(InvalidWorkflowException.class, workflow::compile);
    return thrown == null
        ? List.of()
        : thrown.problems().stream()
            .map(problem -> problem.replaceFirst("^\\S+:\\d+: step 'step' calls \\S+: ", ""))
            .toList();
  }
}
