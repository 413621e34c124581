package dev.stepwell.dsl.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.asl.json.JsonSyntaxException;
import dev.stepwell.dsl.model.Expr;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The calls of definitions that others wrote and AWS accepted, as {@code shared} has them: the
 * models must know every parameter of theirs.
 */
class PublicDefinitionsTest {

  /** What authors of examples leave for others to fill in. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile("EXAMPLE|'[A-Z]+(_[A-Z]+)+'|<[\\w-]+>|%[A-Z_]+%");

  private static final Expr UNKNOWN = new Expr.At("$states.input", List.of());

  private final List<String> problems = new ArrayList<>();
  private int calls;

  @Test
  void hasEveryParameterThatTheyUse() throws IOException {
    Path root = Path.of(System.getProperty("stepwell.root", ".."), "../shared").normalize();
    assumeTrue(Files.isDirectory(root), "no definitions at " + root);
    List<Path> files = new ArrayList<>();
    for (String folder : List.of("conformance", "corpus", "observed")) {
      try (Stream<Path> found = Files.walk(root.resolve(folder))) {
        found.filter(file -> file.toString().endsWith(".json")).sorted().forEach(files::add);
      }
    }
    for (Path file : files) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      if (text.contains(":states:::")) {
        walk(file.getFileName().toString(), text);
      }
    }

    System.out.printf("calls of others: %d, held against the models%n", calls);
    assertThat(calls).isGreaterThan(200);
    assertThat(problems).filteredOn(it -> it.contains("there is no ")).isEmpty();
    assertThat(problems)
        .filteredOn(it -> it.contains("but takes") || it.contains("does not match"))
        .filteredOn(it -> !PLACEHOLDER.matcher(it).find())
        .isEmpty();
  }

  private void walk(String file, String text) {
    try {
      walk(file, Json.parse(text));
    } catch (JsonSyntaxException e) {
      assertThat(text).as("neither JSON nor a list of JSON: " + file).contains("\n");
    }
  }

  private void walk(String file, Json value) {
    if (value instanceof JsonArray array) {
      array.forEach(element -> walk(file, element));
    } else if (value instanceof JsonObject object) {
      String resource = object.string("Resource");
      if (resource != null && resource.contains(":states:::")) {
        call(file, resource.substring(resource.indexOf(":::") + 3), object);
      }
      object.forEach((name, member) -> walk(file, member));
    }
  }

  private void call(String file, String resource, JsonObject state) {
    calls++;
    try {
      Integration.of(resource)
          .ifPresent(
              integration ->
                  Arguments.problems(integration, arguments(state))
                      .forEach(problem -> problems.add(file + " " + resource + ": " + problem)));
    } catch (UnknownApiException e) {
      problems.add(file + " " + resource + ": " + e.getMessage());
    }
  }

  private static Expr.Fields arguments(JsonObject state) {
    String name = state.has("Arguments") ? "Arguments" : "Parameters";
    return state.get(name) instanceof JsonObject arguments
        ? (Expr.Fields) expr(arguments)
        : Expr.fields();
  }

  private static Expr expr(Json value) {
    if (value instanceof JsonObject object) {
      Expr.Fields fields = Expr.fields();
      for (int i = 0; i < object.length(); i++) {
        String name = object.nameAt(i);
        boolean path = name.endsWith(".$");
        fields =
            fields.and(
                path ? name.substring(0, name.length() - 2) : name,
                path ? UNKNOWN : expr(object.valueAt(i)));
      }
      return fields;
    } else if (value instanceof JsonArray array) {
      return new Expr.Elements(array.stream().map(PublicDefinitionsTest::expr).toList());
    } else if (value instanceof JsonString text
        && (text.value().startsWith("{%") || text.value().contains("${"))) {
      return UNKNOWN;
    }
    return new Expr.Constant(value);
  }
}
