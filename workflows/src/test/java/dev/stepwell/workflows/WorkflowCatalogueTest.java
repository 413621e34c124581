package dev.stepwell.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.Diagnostic;
import dev.stepwell.dsl.Catalogue;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.Resource;
import dev.stepwell.dsl.Resources;
import dev.stepwell.dsl.Workflow;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkflowCatalogueTest {

  private static final Catalogue CATALOGUE =
      ServiceLoader.load(Catalogue.class).findFirst().orElseThrow();
  private static final Resources RESOURCES = CATALOGUE.resources();

  static List<Compiled> compiled() {
    return CATALOGUE.workflows().stream().<Compiled>map(Workflow::compile).toList();
  }

  @ParameterizedTest
  @MethodSource("compiled")
  void compilesWithoutAnyWarningButOfAddedWaits(Compiled workflow) {
    assertThat(workflow.diagnostics())
        .extracting(Diagnostic::code)
        .allSatisfy(code -> assertThat(code).isEqualTo("ADDED_WAIT"));
  }

  @ParameterizedTest
  @MethodSource("compiled")
  void declaresWhatTheWorkflowCalls(Compiled workflow) {
    assertThat(called(workflow, "JobName")).allSatisfy(job -> declared(Resource.Job.class, job));
    assertThat(called(workflow, "TopicArn"))
        .allSatisfy(topic -> assertThat(RESOURCES.deployedNames()).contains(placeholder(topic)));
    assertThat(called(workflow, "WorkgroupName"))
        .isNotEmpty()
        .allSatisfy(workgroup -> declared(Resource.Warehouse.class, workgroup));
  }

  @Test
  void namesHandlersAndScriptsThatAreThere() {
    assertThat(RESOURCES.all(Resource.Function.class))
        .allSatisfy(function -> assertThat(Class.forName(function.handlerClass())).isNotNull());
    assertThat(RESOURCES.all(Resource.Job.class))
        .allSatisfy(
            job ->
                assertThat(getClass().getClassLoader().getResource(job.scriptResource()))
                    .as(job.scriptResource())
                    .isNotNull());
  }

  @Test
  void reportsOnWorkflowsThatExist() {
    List<String> names = CATALOGUE.workflows().stream().<String>map(Workflow::name).toList();
    assertThat(RESOURCES.all(Resource.Report.class))
        .isNotEmpty()
        .allSatisfy(report -> assertThat(names).contains(report.workflow()));
  }

  @Test
  void readsTablesAsOneStatementEach() {
    assertThat(ScriptText.of("flights_tables.sql").statements())
        .hasSize(2)
        .allSatisfy(
            sql ->
                assertThat(sql)
                    .startsWith("CREATE TABLE IF NOT EXISTS public.")
                    .doesNotContain("--"));
  }

  private static void declared(Class<? extends Resource> kind, String name) {
    assertThat(RESOURCES.find(kind, name)).as(kind.getSimpleName() + " " + name).isPresent();
  }

  private static String placeholder(String text) {
    return text.substring("${".length(), text.length() - 1);
  }

  private static List<String> called(Compiled workflow, String argument) {
    Matcher values = Pattern.compile("\"" + argument + "\": *\"([^\"]+)\"").matcher(workflow.asl());
    return Stream.iterate(values, Matcher::find, m -> m).map(m -> m.group(1)).toList();
  }
}
