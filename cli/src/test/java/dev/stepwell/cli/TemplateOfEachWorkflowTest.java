package dev.stepwell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.aws.SamTemplate;
import dev.stepwell.dsl.Catalogue;
import dev.stepwell.dsl.Compiled;
import dev.stepwell.dsl.Resource;
import dev.stepwell.dsl.Workflow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The template of each workflow alone, read back as YAML, says what the workflow compiled to. */
class TemplateOfEachWorkflowTest {

  private static final Catalogue CATALOGUE =
      ServiceLoader.load(Catalogue.class).findFirst().orElseThrow();
  private static final Pattern DEPLOYED = Pattern.compile("\\$\\{([A-Za-z0-9]+)}");

  /** {@code !Ref}, {@code !GetAtt} or {@code !Sub} with its text. */
  private record Intrinsic(String function, String text) {

    /** The parameters and resources that it names. */
    Stream<String> names() {
      return switch (function) {
        // SAM makes the alias of a function; it is referred to as Function.Alias.
        case "!Ref" -> Stream.of(text.replaceAll("\\..*", ""));
        case "!GetAtt" -> Stream.of(text.substring(0, text.indexOf('.')));
        default ->
            Pattern.compile("\\$\\{([^!}][^}]*)}")
                .matcher(text)
                .results()
                .map(found -> found.group(1).replaceAll("\\..*", ""));
      };
    }
  }

  static Stream<String> workflows() {
    return CATALOGUE.workflows().stream().map(Workflow::name);
  }

  private static List<Compiled> compiled(String name) {
    List<Compiled> machines = new ArrayList<>();
    for (Workflow<?> workflow : CATALOGUE.workflows()) {
      if (workflow.name().equals(name)) {
        for (Compiled each = workflow.compile(); each != null; each = each.net()) {
          machines.add(each);
        }
      }
    }
    return machines;
  }

  private static Map<?, ?> read(String template) {
    Map<Tag, ConstructNode> tags = new HashMap<>();
    for (String tag : List.of("!Ref", "!GetAtt", "!Sub")) {
      tags.put(new Tag(tag), node -> new Intrinsic(tag, ((ScalarNode) node).getValue()));
    }
    LoadSettings settings = LoadSettings.builder().setTagConstructors(tags).build();
    return (Map<?, ?>) new Load(settings).loadFromString(template);
  }

  private static Map<?, ?> map(Map<?, ?> of, String... path) {
    Map<?, ?> found = of;
    for (String member : path) {
      found = found.get(member) instanceof Map<?, ?> inner ? inner : Map.of();
    }
    return found;
  }

  private static Stream<Intrinsic> intrinsics(Object value) {
    if (value instanceof Intrinsic intrinsic) {
      return Stream.of(intrinsic);
    } else if (value instanceof Map<?, ?> map) {
      return map.values().stream().flatMap(TemplateOfEachWorkflowTest::intrinsics);
    } else if (value instanceof List<?> list) {
      return list.stream().flatMap(TemplateOfEachWorkflowTest::intrinsics);
    }
    return Stream.empty();
  }

  private static Set<String> deployed(String definition) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = DEPLOYED.matcher(definition);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void readsBackAsItWasMeant(String name) {
    List<Compiled> machines = compiled(name);
    String text = SamTemplate.of(machines, CATALOGUE.resources());
    assertThat(SamTemplate.of(compiled(name), CATALOGUE.resources())).isEqualTo(text);
    Map<?, ?> template = read(text);
    Map<?, ?> resources = map(template, "Resources");

    Set<Object> known = new HashSet<>(resources.keySet());
    known.addAll(map(template, "Parameters").keySet());
    Set<String> named =
        intrinsics(template)
            .flatMap(Intrinsic::names)
            .filter(each -> !each.startsWith("AWS::"))
            .collect(Collectors.toCollection(TreeSet::new));
    named.removeAll(known);
    assertThat(named).as("names that nothing in the template has").isEmpty();

    for (Compiled machine : machines) {
      Map<?, ?> properties = machine(resources, machine.name());
      assertThat(map(properties, "DefinitionSubstitutions").keySet())
          .as("substitutions of %s", machine.name())
          .map(Object::toString)
          .containsExactlyInAnyOrderElementsOf(deployed(machine.asl()));
      long rules =
          resources.keySet().stream()
              .filter(id -> id.toString().startsWith(Resource.camel(machine.name()) + "S3"))
              .filter(id -> id.toString().endsWith("Rule"))
              .count();
      assertThat(map(properties, "Events").size() + rules)
          .as("triggers of %s, directly or through a queue", machine.name())
          .isEqualTo(machine.triggers().size());
    }
    long stateMachines =
        resources.values().stream()
            .filter(each -> "AWS::Serverless::StateMachine".equals(((Map<?, ?>) each).get("Type")))
            .count();
    assertThat(stateMachines).as("the workflows and the ledger").isEqualTo(machines.size() + 1);
  }

  private static Map<?, ?> machine(Map<?, ?> resources, String workflow) {
    String uri = "generated-asl/" + workflow + ".asl.json";
    return resources.values().stream()
        .map(each -> map((Map<?, ?>) each, "Properties"))
        .filter(each -> uri.equals(each.get("DefinitionUri")))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no state machine has the definition " + uri));
  }
}
