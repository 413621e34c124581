package dev.stepwell.local.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

  @TempDir Path folder;

  @Test
  void replacesAFileAndWhatABrokenOffWriteLeft() throws Exception {
    Path file = folder.resolve("deep/catalog.json");
    WholeFile.write(file, "old".getBytes(UTF_8));
    Files.writeString(folder.resolve("deep/catalog.json.next"), "half of what was to be wri");

    assertThat(file).hasContent("old");
    WholeFile.write(file, "new".getBytes(UTF_8));

    assertThat(file).hasContent("new");
    try (Stream<Path> files = Files.list(folder.resolve("deep"))) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void publishesAFileUnderAnotherName() throws Exception {
    Path written = Files.writeString(folder.resolve("upload"), "rows");
    Path file = Files.writeString(folder.resolve("part"), "older rows");

    WholeFile.publish(written, file);

    assertThat(file).hasContent("rows");
    assertThat(written).doesNotExist();
  }
}
