package dev.stepwell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.cli.compile.GeneratedFiles;
import dev.stepwell.dsl.Catalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The committed files are what the workflows compile to; './stepwell compile' brings them up to
 * date.
 */
class GeneratedFilesTest {

  private final Map<String, String> files =
      GeneratedFiles.of(ServiceLoader.load(Catalogue.class).findFirst().orElseThrow());

  @Test
  void areWhatTheWorkflowsCompileTo() {
    assertThat(files)
        .isNotEmpty()
        .allSatisfy(
            (name, text) ->
                assertThat(TestBench.PROJECT.resolve(name))
                    .as("run ./stepwell compile and commit")
                    .hasBinaryContent(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void areNotJoinedByLeftovers() throws IOException {
    try (Stream<Path> committed = Files.list(TestBench.PROJECT.resolve("generated-asl"))) {
      List<String> names =
          committed.map(file -> "generated-asl/" + file.getFileName()).sorted().toList();
      assertThat(files.keySet()).containsAll(names);
    }
  }
}
