package dev.stepwell.local.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.stepwell.asl.json.Json;
import dev.stepwell.local.Account;
import dev.stepwell.local.service.ServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectEventsTest {

  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789Z");

  @TempDir Path folder;
  private ObjectStore store;
  private final List<ObjectEvent> events = new ArrayList<>();

  @BeforeEach
  void open() {
    store = ObjectStore.in(folder, InstantSource.fixed(NOW));
    store.createBucket("lake");
    store.addListener(events::add);
  }

  @Test
  void tellsOfEveryChangeOnce() throws Exception {
    store.put("lake", "a", "1".getBytes(UTF_8));
    store.put("lake", "a", "23".getBytes(UTF_8));
    store.copy("lake", "a", "lake", "b");
    store.delete("lake", "a");
    store.delete("lake", "a");

    assertThat(events)
        .extracting(ObjectEvent::kind, ObjectEvent::key, ObjectEvent::size)
        .containsExactly(
            tuple(ObjectEvent.Kind.PUT, "a", 1L),
            tuple(ObjectEvent.Kind.PUT, "a", 2L),
            tuple(ObjectEvent.Kind.COPY, "b", 2L),
            tuple(ObjectEvent.Kind.DELETE, "a", 0L));
    assertThat(events).extracting(ObjectEvent::sequencer).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void tellsOfFoldersThatAreReplaced() throws Exception {
    store.put("lake", "t/old", "1".getBytes(UTF_8));
    store.overwriteFolder("lake", "t/", "new", file -> write(file));

    assertThat(events)
        .extracting(ObjectEvent::kind, ObjectEvent::key)
        .containsExactly(
            tuple(ObjectEvent.Kind.PUT, "t/old"),
            tuple(ObjectEvent.Kind.DELETE, "t/old"),
            tuple(ObjectEvent.Kind.PUT, "t/new"));
  }

  private static boolean write(Path file) {
    try {
      Files.writeString(file, "new");
      return true;
    } catch (java.io.IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  @Test
  void tellsNothingOfWhatWasRefused() {
    assertThatThrownBy(() -> store.put("lake", "../a", new byte[0]))
        .isInstanceOf(ServiceException.class);
    assertThatThrownBy(() -> store.copy("lake", "gone", "lake", "b"))
        .isInstanceOf(ServiceException.class);

    assertThat(events).isEmpty();
  }

  @Test
  void countsOnAfterARestart() throws Exception {
    store.put("lake", "a", new byte[0]);
    ObjectStore next = ObjectStore.in(folder, InstantSource.fixed(NOW));
    next.addListener(events::add);
    next.put("lake", "a", new byte[0]);

    assertThat(events).extracting(ObjectEvent::sequencer).isSorted().doesNotHaveDuplicates();
    assertThat(next.buckets()).containsExactly("lake");
  }

  @Test
  void showsListenersTheObjectThatIsThere() throws Exception {
    List<String> seen = new ArrayList<>();
    store.addListener(event -> seen.add(read(event)));

    store.put("lake", "x", "hello".getBytes(UTF_8));

    assertThat(seen).containsExactly("hello");
  }

  private String read(ObjectEvent event) {
    try {
      return new String(store.get(event.bucket(), event.key()), UTF_8);
    } catch (ServiceException gone) {
      throw new IllegalStateException(gone);
    }
  }

  @Test
  void hasTheShapeOfANotification() throws Exception {
    store.put("lake", "in/my file+1=\u00fc.csv", "hello".getBytes(UTF_8));

    assertThat(events.get(0).notification(Account.DEFAULT, "to-lambda"))
        .isEqualTo(
            Json.parse(
                """
                {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-east-1",
                 "eventTime":"2026-02-03T04:05:06.789Z","eventName":"ObjectCreated:Put",
                 "userIdentity":{"principalId":"AWS:123456789012"},
                 "requestParameters":{"sourceIPAddress":"127.0.0.1"},
                 "responseElements":{"x-amz-request-id":"0000000000000001",
                   "x-amz-id-2":"0000000000000001"},
                 "s3":{"s3SchemaVersion":"1.0","configurationId":"to-lambda",
                  "bucket":{"name":"lake","ownerIdentity":{"principalId":"123456789012"},
                    "arn":"arn:aws:s3:::lake"},
                  "object":{"key":"in/my+file%2B1%3D%C3%BC.csv","size":5,
                    "eTag":"5d41402abc4b2a76b9719d911017c592",
                    "sequencer":"000000000000000001"}}}]}"""));
  }

  @Test
  void hasTheShapeOfAnEvent() throws Exception {
    store.put("lake", "in/my file+1.csv", "hello".getBytes(UTF_8));
    store.delete("lake", "in/my file+1.csv");

    assertThat(events.get(0).eventBridgeEvent(Account.DEFAULT, "id-1"))
        .isEqualTo(
            Json.parse(
                """
                {"version":"0","id":"id-1","detail-type":"Object Created","source":"aws.s3",
                 "account":"123456789012","time":"2026-02-03T04:05:06Z","region":"us-east-1",
                 "resources":["arn:aws:s3:::lake"],
                 "detail":{"version":"0","bucket":{"name":"lake"},
                  "object":{"key":"in/my file+1.csv","size":5,
                    "etag":"5d41402abc4b2a76b9719d911017c592","sequencer":"000000000000000001"},
                  "request-id":"0000000000000001","requester":"123456789012",
                  "source-ip-address":"127.0.0.1","reason":"PutObject"}}"""));
    assertThat(events.get(1).eventBridgeEvent(Account.DEFAULT, "id-2").get("detail"))
        .isEqualTo(
            Json.parse(
                """
                {"version":"0","bucket":{"name":"lake"},
                 "object":{"key":"in/my file+1.csv","sequencer":"000000000000000002"},
                 "request-id":"0000000000000002","requester":"123456789012",
                 "source-ip-address":"127.0.0.1","reason":"DeleteObject",
                 "deletion-type":"Permanently Deleted"}"""));
  }
}
