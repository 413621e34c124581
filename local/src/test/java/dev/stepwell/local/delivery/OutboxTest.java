package dev.stepwell.local.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.ServiceException;
import dev.stepwell.local.state.StateDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {

  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:F";
  private static final String DEAD = "arn:aws:sqs:us-east-1:123456789012:dead";

  @TempDir Path folder;
  private final List<String> arrived = new ArrayList<>();
  private StateDatabase database;
  private Outbox outbox;

  @BeforeEach
  void open() {
    database = StateDatabase.at(folder.resolve("messages.db"));
    outbox = new Outbox(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void put(String target, String body, int hops) {
    database.<Boolean, RuntimeException>transact(
        transaction -> {
          outbox.put(
              transaction,
              new Delivery("id", target, "arn:aws:test", body, JsonObject.EMPTY, DEAD, hops));
          return true;
        });
  }

  private void takeDeadLetters() {
    outbox.receiver(
        "sqs",
        (Receiver.Stored)
            (transaction, each) ->
                arrived.add(
                    each.body()
                        + " "
                        + each.options()
                            .object("MessageAttributes")
                            .object("ERROR_CODE")
                            .string("StringValue")));
  }

  @Test
  void triesACallThreeTimes() {
    AtomicInteger calls = new AtomicInteger();
    outbox.receiver(
        "lambda",
        (Receiver.Called)
            each -> {
              if (calls.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
              }
              arrived.add(each.body());
            });
    put(FUNCTION, "a", 0);

    outbox.deliver();

    assertThat(arrived).containsExactly("a");
    assertThat(outbox.waiting()).isZero();
  }

  @Test
  void putsWhatCannotArriveAmongTheDeadLetters() {
    takeDeadLetters();
    AtomicInteger calls = new AtomicInteger();
    outbox.receiver(
        "lambda",
        (Receiver.Called)
            each -> {
              calls.incrementAndGet();
              throw new IllegalStateException("never");
            });
    outbox.receiver(
        "sns",
        (Receiver.Stored)
            (transaction, each) -> {
              throw ServiceException.refused("NotFound", "no such topic");
            });
    put(FUNCTION, "a", 0);
    put("arn:aws:sns:us-east-1:123456789012:T", "b", 0);

    outbox.deliver();

    assertThat(arrived).containsExactlyInAnyOrder("a IllegalStateException", "b NotFound");
    assertThat(calls).hasValue(3);
    assertThat(outbox.waiting()).isZero();
  }

  @Test
  void cutsOffAChainThatIsTooLong() {
    takeDeadLetters();
    outbox.receiver("lambda", (Receiver.Called) each -> put(FUNCTION, "again", outbox.hops()));
    put(FUNCTION, "first", 0);

    outbox.deliver();

    assertThat(arrived).containsExactly("again RecursiveLoopDetected");
  }

  @Test
  void undoesWhatAReceiverWroteThatRefuses() {
    takeDeadLetters();
    database.create("create table if not exists seen (body text)");
    outbox.receiver(
        "sns",
        (Receiver.Stored)
            (transaction, each) -> {
              transaction.run("insert into seen values (?)", each.body());
              throw ServiceException.refused("NotFound", "no such topic");
            });
    put("arn:aws:sns:us-east-1:123456789012:T", "b", 0);

    outbox.deliver();

    assertThat(
            database.<Long, RuntimeException>transact(
                transaction ->
                    transaction.one("select count(*) from seen").orElseThrow().number(0)))
        .isZero();
  }

  @Test
  void keepsWhatNobodyTakesYetForTheNextProcess() {
    put(FUNCTION, "a", 0);
    outbox.deliver();
    assertThat(outbox.waiting()).isEqualTo(1);
    close();
    open();
    outbox.receiver("lambda", (Receiver.Called) each -> arrived.add(each.body()));

    outbox.deliver();

    assertThat(arrived).containsExactly("a");
    assertThat(outbox.waiting()).isZero();
  }

  @Test
  void makesWhatAProcessLeftWithoutTakingCallsFromWhoMakesThem() {
    put(FUNCTION, "left", 0);
    close();
    open();
    outbox.receiver("lambda", (Receiver.Called) each -> arrived.add(each.body()));
    put(FUNCTION, "new", 0);

    outbox.deliverLeft();
    assertThat(arrived).containsExactly("left");

    outbox.deliver();
    assertThat(arrived).containsExactly("left", "new");
  }

  @Test
  void makesCallsSideBySide() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    outbox.receiver(
        "lambda",
        (Receiver.Called)
            each -> {
              both.countDown();
              await(both);
              synchronized (arrived) {
                arrived.add(each.body());
              }
            });
    put(FUNCTION, "a", 0);
    put(FUNCTION, "b", 0);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<?> one = threads.submit(outbox::deliver);
      Future<?> other = threads.submit(outbox::deliver);
      one.get(60, TimeUnit.SECONDS);
      other.get(60, TimeUnit.SECONDS);
    } finally {
      threads.shutdownNow();
    }

    assertThat(arrived).containsExactlyInAnyOrder("a", "b");
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("the other call does not come");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }
}
