package dev.stepwell.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorsTest {

  @Test
  void seesWhatTheEngineLogs() {
    System.Logger log = System.getLogger("dev.stepwell.engine.Engine");
    try (Errors errors = Errors.watched()) {
      log.log(System.Logger.Level.INFO, "all is well");
      log.log(System.Logger.Level.ERROR, "a bug", new IllegalStateException("why"));
      assertThat(errors.texts())
          .singleElement()
          .asString()
          .startsWith("a bug: java.lang.IllegalStateException: why")
          .contains("ErrorsTest");
    }
  }
}
