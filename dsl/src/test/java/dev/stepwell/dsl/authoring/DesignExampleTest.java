package dev.stepwell.dsl.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DesignExampleTest {

  @Test
  void namesWhatDeploymentMustFill() {
    assertThat(FlightsDaily.workflow().compile().deployedNames())
        .containsExactly(
            "PlanPartitionsFunctionArn", "GlueRoleArn", "CopyRoleArn", "AlertsTopicArn");
  }
}
