package dev.stepwell.local.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.sql.DuckDb;
import dev.stepwell.local.sql.SqlSession;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationRunTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          read end              | STARTING RUNNING SUCCEEDED
          end                   | STARTING SUCCEEDED
          read fail end         | STARTING RUNNING FAILED FAILED
          fail end              | STARTING FAILED FAILED
          read cancel end       | STARTING RUNNING STOPPING STOPPED
          cancel read end       | STARTING STOPPING STOPPING STOPPED
          read cancel fail end  | STARTING RUNNING STOPPING STOPPING STOPPED
          read wait end         | STARTING RUNNING RUNNING SUCCEEDED
          read exceed end       | STARTING RUNNING TIMEOUT TIMEOUT
          read exceed fail end  | STARTING RUNNING TIMEOUT TIMEOUT TIMEOUT
          read end cancel       | STARTING RUNNING SUCCEEDED SUCCEEDED
          """)
  void goesThroughItsStatesInOrder(String events, String states) throws Exception {
    JsonObject arguments =
        (JsonObject)
            Json.parse(QualityFixture.arguments("'Timeout':1", "rules").replace('\'', '"'));
    EvaluationRun run =
        new EvaluationRun(
            "dqrun-1", arguments, RunRequest.of(arguments), Map.of("rules", ""), START);
    List<String> seen = new ArrayList<>(List.of(status(run)));
    try (DuckDb duck = DuckDb.inMemory((bucket, key) -> Path.of(key));
        SqlSession session = duck.session()) {
      for (String event : events.split(" ")) {
        switch (event) {
          case "read" -> run.usesSession(session);
          case "cancel" -> run.cancel();
          case "fail" -> run.failed("broken");
          case "wait" -> assertThat(run.mustStop(START.plusSeconds(60))).isFalse();
          case "exceed" -> assertThat(run.mustStop(START.plusSeconds(61))).isTrue();
          default -> run.end(START.plus(Duration.ofMinutes(2)));
        }
        seen.add(status(run));
      }
    }

    assertThat(String.join(" ", seen)).isEqualTo(states);
    assertThat(run.description().get("ExecutionTime")).isEqualTo(Json.of(120));
  }

  private static String status(EvaluationRun run) {
    return String.valueOf(run.description().string("Status"));
  }
}
