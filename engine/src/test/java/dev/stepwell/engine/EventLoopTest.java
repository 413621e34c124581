package dev.stepwell.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EventLoopTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void goesOffInTheOrderOfTime() {
    List<String> rung = new ArrayList<>();
    try (Engine engine = Engine.builder().clock(VirtualClock.jumping(START)).build()) {
      EventLoop loop = engine.eventLoop();
      CompletableFuture<Instant> last = new CompletableFuture<>();
      loop.execute(
          () -> {
            loop.alarm(START.plusSeconds(20), () -> rung.add("20"));
            EventLoop.Alarm cancelled = loop.alarm(START.plusSeconds(15), () -> rung.add("15"));
            loop.alarm(START.plusSeconds(10), () -> rung.add("10"));
            loop.alarm(START.plusSeconds(30), () -> last.complete(engine.clock().instant()));
            cancelled.cancel();
          });
      assertThat(last.join()).isEqualTo(START.plusSeconds(30));
    }
    assertThat(rung).containsExactly("10", "20");
  }

  @Test
  void isSetOnTheEventLoopOnly() {
    try (Engine engine = Engine.builder().clock(VirtualClock.jumping(START)).build()) {
      EventLoop loop = engine.eventLoop();
      assertThat(loop.isHere()).isFalse();
      assertThatThrownBy(() -> loop.alarm(START, () -> {}))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("call this from an action given to execute");
    }
  }

  @Test
  void answersWithWhatTheQuestionThrowsAndNotAfterItsEnd() {
    Engine engine = Engine.builder().clock(VirtualClock.jumping(START)).build();
    EventLoop loop = engine.eventLoop();
    assertThat(loop.ask(() -> loop.ask(loop::isHere))).isTrue();
    assertThatThrownBy(
            () ->
                loop.ask(
                    () -> {
                      throw new IllegalArgumentException("no");
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no");
    engine.close();
    assertThatThrownBy(() -> loop.ask(() -> 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed before it could answer");
  }
}
