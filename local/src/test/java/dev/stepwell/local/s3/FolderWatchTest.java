package dev.stepwell.local.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.local.service.ServiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {

  @TempDir Path folder;
  private Path landing;
  private ObjectStore store;
  private final List<String> told = new ArrayList<>();
  private FolderWatch watch;

  @BeforeEach
  void watch() throws ServiceException, IOException {
    landing = Files.createDirectories(folder.resolve("mounted"));
    drop("old.csv", "there before");
    store = ObjectStore.in(folder.resolve("s3"));
    store.mount("landing", landing);
    store.addListener(event -> told.add(event.kind() + " " + event.key() + " " + event.size()));
    watch = store.watch(List.of("landing"));
  }

  private Path drop(String key, String content) throws IOException {
    Path file = landing.resolve(key);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  @Test
  void tellsOnceOfAFileThatStaysAsItIs() throws Exception {
    drop("day=1/a b.csv", "x");

    assertThat(watch.look()).as("it may still be written").isZero();
    assertThat(watch.look()).isEqualTo(1);
    assertThat(watch.look()).isZero();
    assertThat(told).containsExactly("PUT day=1/a b.csv 1");
  }

  @Test
  void waitsForAFileThatGrows() throws Exception {
    Path file = drop("a.csv", "1");
    assertThat(watch.look()).isZero();
    Files.writeString(file, "2", StandardOpenOption.APPEND);
    assertThat(watch.look()).isZero();
    assertThat(watch.look()).isEqualTo(1);
    assertThat(told).containsExactly("PUT a.csv 2");
  }

  @Test
  void doesNotRepeatWhatTheStoreHasTold() throws Exception {
    store.put("landing", "by-store.csv", "x".getBytes(UTF_8));
    watch.look();
    watch.look();

    assertThat(told).containsExactly("PUT by-store.csv 1");
  }

  @Test
  void doesNotForgetWhatTheStoreWritesDuringALook() throws Exception {
    store.addListener(
        event -> {
          if (event.key().equals("dropped.csv")) {
            try {
              store.put("landing", "by-store.csv", "x".getBytes(UTF_8));
            } catch (ServiceException e) {
              throw new IllegalStateException(e);
            }
          }
        });
    drop("dropped.csv", "1");
    watch.look();
    watch.look();
    watch.look();
    watch.look();

    assertThat(told).containsExactly("PUT dropped.csv 1", "PUT by-store.csv 1");
  }

  @Test
  void tellsAgainOfWhatIsReplacedOrComesBack() throws Exception {
    Path file = drop("old.csv", "other");
    watch.look();
    assertThat(watch.look()).isEqualTo(1);
    Files.delete(file);
    watch.look();
    drop("old.csv", "there before");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    watch.look();
    assertThat(watch.look()).isEqualTo(1);
    assertThat(told).containsExactly("PUT old.csv 5", "PUT old.csv 12");
  }

  @Test
  void takesAFolderThatIsMissingForAnEmptyBucketAndNoBucketForAnError() throws Exception {
    store.mount("later", folder.resolve("later"));
    FolderWatch later = store.watch(List.of("later"));
    assertThat(later.look()).isZero();
    Files.createDirectories(folder.resolve("later"));
    Files.writeString(folder.resolve("later/a"), "1");
    later.look();
    assertThat(later.look()).isEqualTo(1);
    assertThatThrownBy(() -> store.watch(List.of("none"))).hasMessageContaining("none");
  }
}
