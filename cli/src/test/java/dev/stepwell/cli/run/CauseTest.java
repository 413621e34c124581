package dev.stepwell.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CauseTest {

  @Test
  void findsTheSentenceThatPeopleWantToRead() {
    assertThat(Cause.readable("{\"errorMessage\":\"no files\",\"errorType\":\"X\"}"))
        .isEqualTo("no files");
    assertThat(Cause.readable("{\"JobRunState\":\"FAILED\",\"ErrorMessage\":\"line 3\"}"))
        .isEqualTo("line 3");
    assertThat(Cause.readable("{half")).isEqualTo("{half");
    assertThat(Cause.readable("plain")).isEqualTo("plain");
  }
}
