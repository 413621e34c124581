package dev.stepwell.local.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stepwell.local.service.ServiceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectStoreTest {

  @TempDir Path folder;
  private ObjectStore store;

  @BeforeEach
  void open() {
    store = ObjectStore.in(folder);
    store.createBucket("lake");
  }

  private void put(String... keys) throws ServiceException {
    for (String key : keys) {
      store.put("lake", key, key.getBytes(UTF_8));
    }
  }

  private List<String> keys(String prefix) throws ServiceException {
    return store.list("lake", prefix).stream().map(S3Object::key).toList();
  }

  private static boolean writeText(Path file) {
    try {
      Files.writeString(file, "new");
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "a b+c%20d&e=f",
        "day=2001-01-03/hour=08/part 1.csv",
        "\u00fcml\u00e4ut/\u65e5\u672c.txt",
        "quote'\"`$.txt",
        "with..dots",
        "~tilde/%3A"
      })
  void keepsAnyKeyThatIsAFileName(String key) throws ServiceException {
    put(key);

    assertThat(store.get("lake", key)).isEqualTo(key.getBytes(UTF_8));
    assertThat(keys("")).containsExactly(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "a/../../x", "a/./b", "/etc/passwd", "a//b", ".s3-upload-1"})
  void refusesKeysThatAreNoFilesOfTheBucket(String key) {
    assertThatThrownBy(() -> put(key))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("The key '" + key + "' is fit for S3 but not for a folder");
  }

  @Test
  void keepsTheMarkerOfAnEmptyFolder() throws ServiceException {
    store.put("lake", "empty/", new byte[0]);

    assertThat(keys("")).containsExactly("empty/");
    assertThat(store.head("lake", "empty/").size()).isZero();
  }

  @Test
  void givesTheEtagOfAPlainUpload() throws ServiceException {
    S3Object written = store.put("lake", "x", "hello".getBytes(UTF_8));

    assertThat(written.etag()).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
    assertThat(store.put("lake", "x", "other".getBytes(UTF_8)).etag()).isNotEqualTo(written.etag());
  }

  @Test
  void listsByPrefixWhereverItEnds() throws ServiceException {
    put("a/1", "a/2", "ab/3", "b/4");

    assertThat(keys("a")).containsExactly("a/1", "a/2", "ab/3");
    assertThat(keys("a/2")).containsExactly("a/2");
    assertThat(keys("nothing/here")).isEmpty();
  }

  @Test
  void listsInTheOrderOfKeys() throws ServiceException {
    put("b", "a/z", "a-b", "a0");

    assertThat(keys("")).containsExactly("a-b", "a/z", "a0", "b");
  }

  @Test
  void saysThatAKeyCannotBeFileAndFolder() throws ServiceException {
    put("a/1");

    assertThatThrownBy(() -> put("a"))
        .hasMessageContaining("InternalError")
        .hasMessageContaining("s3://lake/a");
    assertThat(keys("")).containsExactly("a/1");
  }

  @Test
  void rollsUpAtTheDelimiter() throws ServiceException {
    put("f/day=1/x", "f/day=1/y", "f/day=2/x", "f/readme");

    Listing page = store.page("lake", "f/", "/", "", 100);

    assertThat(page.commonPrefixes()).containsExactly("f/day=1/", "f/day=2/");
    assertThat(page.objects()).extracting(S3Object::key).containsExactly("f/readme");
    assertThat(page.truncated()).isFalse();
  }

  @Test
  void givesEveryEntryOnceOverPages() throws ServiceException {
    put("a/1", "a/2", "b", "c/1", "d");
    List<String> seen = new ArrayList<>();
    String after = "";
    Listing page;
    do {
      page = store.page("lake", "", "/", after, 2);
      seen.addAll(page.commonPrefixes());
      page.objects().forEach(object -> seen.add(object.key()));
      after = page.last();
    } while (page.truncated());

    assertThat(seen).containsExactlyInAnyOrder("a/", "b", "c/", "d");
  }

  @Test
  void removesFoldersThatAreLeftEmpty() throws ServiceException {
    put("day=1/hour=1/x", "day=1/hour=2/x");

    store.delete("lake", "day=1/hour=1/x");
    store.delete("lake", "day=1/hour=1/x");

    assertThat(folder.resolve("lake/day=1/hour=1")).doesNotExist();
    assertThat(folder.resolve("lake/day=1/hour=2")).exists();
  }

  @Test
  void showsAMountedFolderAsItIsNow() throws Exception {
    Path data = folder.resolve("elsewhere");
    store.mount("landing", data);
    assertThat(store.list("landing", "")).isEmpty();

    Files.createDirectories(data.resolve("flights"));
    Files.writeString(data.resolve("flights/x.csv"), "1");

    assertThat(store.list("landing", "flights/"))
        .extracting(S3Object::key)
        .containsExactly("flights/x.csv");
    assertThat(store.path("landing", "flights/")).isEqualTo(data.resolve("flights"));
  }

  @Test
  void namesWhatIsMissing() {
    assertThatThrownBy(() -> store.get("lake", "gone/x"))
        .hasMessageContaining("NoSuchKey")
        .hasMessageContaining("s3://lake/gone/x");
    assertThatThrownBy(() -> store.list("other", ""))
        .hasMessageContaining("NoSuchBucket")
        .hasMessageContaining("'other'; there are [lake]");
    assertThatThrownBy(() -> store.createBucket("No_Bucket")).hasMessageContaining("No_Bucket");
  }

  @Test
  void replacesAFolderByOneFile() throws Exception {
    put("t/old1", "t/sub/old2", "u/kept");

    store.overwriteFolder("lake", "t/", "new", ObjectStoreTest::writeText);

    assertThat(keys("")).containsExactly("t/new", "u/kept");
    assertThat(folder.resolve("lake/t/sub")).doesNotExist();
  }

  @Test
  void leavesNothingOfAFolderReplacedByNothing() throws Exception {
    put("p/t/old");

    store.overwriteFolder("lake", "p/t/", "new", file -> false);

    assertThat(keys("")).isEmpty();
    assertThat(folder.resolve("lake/p")).doesNotExist();
  }

  @Test
  void keepsTheOldFilesIfTheNewOneFails() throws Exception {
    put("t/old");

    assertThatThrownBy(
            () ->
                store.overwriteFolder(
                    "lake",
                    "t/",
                    "new",
                    file -> {
                      writeText(file);
                      throw new IllegalStateException("disk full");
                    }))
        .hasMessage("disk full");

    assertThat(keys("")).containsExactly("t/old");
    assertThat(folder.resolve("lake/t")).isDirectoryNotContaining("glob:**.s3-*");
  }

  @Test
  void findsItsBucketsAgain() {
    assertThat(ObjectStore.in(folder).buckets()).containsExactly("lake");
  }

  @Test
  void saysWhichFolderCannotBeUsed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> ObjectStore.in(file)).hasMessageContaining(file.toString());
  }
}
