package dev.stepwell.local.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChainsTest {

  /** Events by {@code type<previousEventId}; a word behind a colon tells two of a type apart. */
  private static String chains(String... events) {
    List<JsonObject> history = new ArrayList<>();
    for (String event : events) {
      String[] parts = event.split("[:<]");
      history.add(
          JsonObject.of("type", Json.of(parts[0]), "id", Json.of(history.size() + 1))
              .with("previousEventId", Json.of(Long.parseLong(parts[parts.length - 1])))
              .with("timestamp", Json.of(history.size()))
              .with("of", Json.of(parts.length == 3 ? parts[1] : "")));
    }
    return Chains.of(history);
  }

  @Test
  void areTheSameWhicheverBranchIsTheFasterOne() {
    assertThat(
            chains(
                "ParallelStateStarted<0",
                "Entered:a<1",
                "Entered:b<1",
                "Exited:a<2",
                "Exited:b<3",
                "ParallelStateSucceeded<5",
                "ParallelStateExited<6"))
        .isEqualTo(
            chains(
                "ParallelStateStarted<0",
                "Entered:a<1",
                "Entered:b<1",
                "Exited:b<3",
                "Exited:a<2",
                "ParallelStateSucceeded<5",
                "ParallelStateExited<6"));
  }

  @Test
  void areTheSameWhetherAGroupInsideIsTheLastToEndOrNot() {
    assertThat(
            chains(
                "ParallelStateStarted<0",
                "Entered:a<1",
                "ParallelStateStarted<1",
                "Entered:b<3",
                "Exited:a<2",
                "Exited:b<4",
                "ParallelStateSucceeded<6",
                "ParallelStateExited:inner<6",
                "ParallelStateSucceeded<8",
                "ParallelStateExited:outer<8"))
        .isEqualTo(
            chains(
                "ParallelStateStarted<0",
                "Entered:a<1",
                "ParallelStateStarted<1",
                "Entered:b<3",
                "Exited:b<4",
                "ParallelStateSucceeded<5",
                "ParallelStateExited:inner<5",
                "Exited:a<2",
                "ParallelStateSucceeded<8",
                "ParallelStateExited:outer<8"));
  }

  @Test
  void areOthersIfAnEventIsInAnotherBranch() {
    assertThat(chains("ParallelStateStarted<0", "Entered:a<1", "Entered:b<1", "Exited:a<2"))
        .isNotEqualTo(chains("ParallelStateStarted<0", "Entered:a<1", "Entered:b<1", "Exited:a<3"));
  }

  @Test
  void areOthersIfTheOrderWithinAChainIs() {
    assertThat(chains("Entered:a<0", "Entered:b<1"))
        .isNotEqualTo(chains("Entered:b<0", "Entered:a<1"));
  }

  @Test
  void areOthersIfAnEventIsThereTwice() {
    assertThat(chains("Entered:a<0", "Exited:a<1"))
        .isNotEqualTo(chains("Entered:a<0", "Exited:a<1", "Exited:a<1"));
  }

  @Test
  void leaveOutWhatChanceAndTheClockGive() {
    assertThat(
            Chains.withoutChance(
                "{\"Id\":\"0b5c7e2a-0a1b-4c3d-8e9f-001122334455\",\"StartDate\":1767225600123}"))
        .isEqualTo("{\"Id\":\"<id>\",\"StartDate\":<time>}");
  }
}
