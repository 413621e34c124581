package dev.stepwell.aws.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryDiffTest {

  /** Events of a fork into two branches, each event as {@code type|details} after its previous. */
  private static List<JsonObject> history(boolean leftFirst, String task, String time) {
    History events = new History(time);
    long start = events.add(0, "ExecutionStarted", "{'input':'{}'}");
    long fork = events.add(start, "ParallelStateEntered", "{'name':'fork'}");
    long started = events.add(fork, "ParallelStateStarted", "{}");
    long left = 0;
    long right = 0;
    for (boolean turn : new boolean[] {leftFirst, !leftFirst}) {
      if (turn) {
        left = events.add(started, "PassStateEntered", "{'name':'left'}");
        left = events.add(left, "PassStateExited", "{'name':'left','output':'1'}");
      } else {
        right = events.add(started, "TaskStateEntered", "{'name':'right'}");
        right = events.add(right, "TaskScheduled", "{'resource':'startJobRun'}");
        right = events.add(right, task.isEmpty() ? "TaskSucceeded" : "TaskFailed", task);
        right =
            events.add(
                right,
                "TaskStateExited",
                "{'name':'right','output':'{\\'Id\\':\\'3f0c1a52-0000-4000-8000-00000000000%d\\',\\'rows\\':5}'}"
                    .formatted(leftFirst ? 1 : 2)
                    .replace("\\'", "\\\""));
      }
    }
    long joined = events.add(Math.max(left, right), "ParallelStateSucceeded", "{}");
    long exited = events.add(joined, "ParallelStateExited", "{'name':'fork','output':'[1,{}]'}");
    events.add(exited, "ExecutionSucceeded", "{'output':'[1,{}]'}");
    return events.list;
  }

  private static final class History {
    final List<JsonObject> list = new ArrayList<>();
    final String time;

    History(String time) {
      this.time = time;
    }

    long add(long previous, String type, String details) {
      long id = list.size() + 1L;
      String member = Character.toLowerCase(type.charAt(0)) + type.substring(1) + "EventDetails";
      list.add(
          (JsonObject)
              Json.parse(
                  "{\"id\":%d,\"previousEventId\":%d,\"timestamp\":%s,\"type\":\"%s\",\"%s\":%s}"
                      .formatted(
                          id,
                          previous,
                          time,
                          type,
                          member,
                          details.isEmpty() ? "{}" : details.replace('\'', '"'))));
      return id;
    }
  }

  @Test
  void takesBranchesInAnyOrderAndIdsOfAnyServiceForTheSame() {
    assertThat(HistoryDiff.of(history(true, "", "1.0"), history(false, "", "9.5"))).isEmpty();
    assertThat(HistoryDiff.of(history(true, "", "1.0"), history(true, "", "1.0"))).isEmpty();
  }

  @Test
  void findsATaskThatEndedInAnotherWay() {
    Optional<Divergence> found =
        HistoryDiff.of(
            history(true, "", "1"), history(false, "{'error':'Glue.X','cause':'c'}", "1"));

    assertThat(found).isPresent();
    assertThat(found.get().lane()).isEqualTo("right");
    assertThat(found.get().reason()).isEqualTo("another event");
    assertThat(found.get().first().string("type")).isEqualTo("TaskSucceeded");
    assertThat(found.get().second().string("type")).isEqualTo("TaskFailed");
  }

  @Test
  void findsAnotherErrorAndAnotherOutput() {
    assertThat(
            HistoryDiff.of(history(true, "{'error':'A'}", "1"), history(true, "{'error':'B'}", "1"))
                .map(Divergence::reason))
        .contains("another error");
    List<JsonObject> other = new ArrayList<>(history(true, "", "1"));
    other.replaceAll(
        event ->
            (JsonObject) Json.parse(event.compact().replace("\\\"rows\\\":5", "\\\"rows\\\":6")));
    assertThat(HistoryDiff.of(history(true, "", "1"), other).map(Divergence::reason))
        .contains("another output");
  }

  @Test
  void findsWhereOneEnds() {
    List<JsonObject> all = history(true, "", "1");

    Divergence found = HistoryDiff.of(all, all.subList(0, all.size() - 1)).orElseThrow();

    assertThat(found.reason()).isEqualTo("only the first goes on");
    assertThat(found.lane()).isEmpty();
    assertThat(found.second()).isNull();
  }

  @Test
  void tellsIterationsApart() {
    History one = map("0", "1");
    History other = map("0", "2");

    Divergence found = HistoryDiff.of(one.list, other.list).orElseThrow();

    assertThat(found.lane()).isEqualTo("each[1]");
    assertThat(found.reason()).isEqualTo("another output");
  }

  private static History map(String first, String second) {
    History events = new History("1");
    long entered = events.add(0, "MapStateEntered", "{'name':'each'}");
    long started = events.add(entered, "MapStateStarted", "{'length':2}");
    long last = started;
    int index = 0;
    for (String output : List.of(first, second)) {
      long at =
          events.add(started, "MapIterationStarted", "{'name':'each','index':%d}".formatted(index));
      at = events.add(at, "PassStateEntered", "{'name':'one'}");
      at = events.add(at, "PassStateExited", "{'name':'one','output':'%s'}".formatted(output));
      last =
          events.add(at, "MapIterationSucceeded", "{'name':'each','index':%d}".formatted(index++));
    }
    events.add(last, "MapStateSucceeded", "{}");
    return events;
  }
}
