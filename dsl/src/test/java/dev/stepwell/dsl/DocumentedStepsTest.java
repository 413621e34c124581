package dev.stepwell.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of steps in {@code docs/knowledge/steps.md} has all of them, and no others. */
class DocumentedStepsTest {

  @Test
  void namesEveryVocabulary() throws Exception {
    String table = document();
    List<String> missing = new ArrayList<>();
    for (Class<?> type : publicTypes()) {
      boolean makesTasks =
          Stream.of(type.getDeclaredMethods())
              .anyMatch(method -> isPublicStatic(method) && isTask(method.getReturnType()));
      if (makesTasks && !table.contains("`" + type.getSimpleName())) {
        missing.add(type.getSimpleName());
      }
    }

    assertThat(missing).as("no line in steps.md").isEmpty();
  }

  @Test
  void namesNoMethodThatIsNotThere() throws Exception {
    var names = Pattern.compile("`([A-Z][A-Za-z0-9]+)\\.([a-z][A-Za-z]+)`").matcher(document());
    int found = 0;
    while (names.find()) {
      Class<?> type = Class.forName("dev.stepwell.dsl." + names.group(1));
      String method = names.group(2);
      assertThat(type.getMethods()).extracting(Method::getName).contains(method);
      found++;
    }

    assertThat(found).isGreaterThan(20);
  }

  private static String document() throws IOException {
    Path root = Path.of(System.getProperty("stepwell.root", ".."));
    return Files.readString(root.resolve("docs/knowledge/steps.md"));
  }

  private static List<Class<?>> publicTypes() throws Exception {
    Path classes = Path.of(Task.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.list(classes.resolve("dev/stepwell/dsl"))) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".class") && !name.contains("$") && !name.contains("-info")) {
          Class<?> type = Class.forName("dev.stepwell.dsl." + name.replace(".class", ""));
          if (Modifier.isPublic(type.getModifiers())) {
            types.add(type);
          }
        }
      }
    }
    assertThat(types).hasSizeGreaterThan(50);
    return types;
  }

  private static boolean isPublicStatic(Method method) {
    return Modifier.isPublic(method.getModifiers()) && Modifier.isStatic(method.getModifiers());
  }

  private static boolean isTask(Class<?> type) {
    return Task.class.isAssignableFrom(type);
  }
}
