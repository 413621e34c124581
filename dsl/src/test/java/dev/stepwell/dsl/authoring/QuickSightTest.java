package dev.stepwell.dsl.authoring;

import static dev.stepwell.dsl.authoring.Mistakes.assertSaid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.dsl.ErrorName;
import dev.stepwell.dsl.QuickSight;
import dev.stepwell.dsl.Retry;
import dev.stepwell.dsl.Text;
import dev.stepwell.engine.Execution;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refreshes of datasets. */
class QuickSightTest {

  private static final String START = "aws-sdk:quicksight:createIngestion";
  private static final String ASK = "aws-sdk:quicksight:describeIngestion";

  private final Services aws = new Services().answer("sns:publish", "{'MessageId': 'm'}");

  private static String status(String status) {
    return "{'Ingestion': {'IngestionStatus': '"
        + status
        + "', 'RowInfo': {'RowsIngested': 10, 'RowsDropped': 2}, 'IngestionTimeInSeconds': 33,"
        + " 'ErrorInfo': {'Type': 'INGESTION_SUPERSEDED'}}}";
  }

  private Services started() {
    return aws.answer(START, "{'IngestionId': 'i1', 'IngestionStatus': 'INITIALIZED'}");
  }

  @Test
  void refreshIsWaitedFor() {
    started().answer(ASK, status("QUEUED"), status("RUNNING"), status("COMPLETED"));

    Execution run =
        aws.run(
            OneTask.telling(
                QuickSight.refresh(Text.of("d1")),
                done ->
                    done.ingestionId()
                        .plus(" ")
                        .plus(done.rowsIngested())
                        .plus(" ")
                        .plus(done.rowsDropped())
                        .plus(" ")
                        .plus(done.seconds())),
            "{}");

    assertThat(run.error()).isEmpty();
    assertThat(aws.asked("sns:publish").get(0).string("Message")).isEqualTo("i1 10 2 33");
    assertThat(aws.asked(START).get(0).string("IngestionId")).matches("[0-9a-f]{64}");
    assertThat(aws.asked(START).get(0).string("IngestionType")).isEqualTo("FULL_REFRESH");
    assertThat(aws.asked(START).get(0).string("AwsAccountId")).matches("[0-9]{12}");
    assertThat(aws.asked(ASK).get(0).string("IngestionId")).isEqualTo("i1");
  }

  @Test
  void refreshThatIsUnderWayAlreadyIsOurs() {
    aws.fail(START, "QuickSight.SdkClientException", "connection reset")
        .fail(START, "QuickSight.ResourceExistsException", "exists")
        .answer(ASK, status("COMPLETED"));

    Execution run =
        aws.run(
            OneTask.telling(
                QuickSight.refresh(Text.of("d1")).incremental(), done -> done.ingestionId()),
            "{}");

    assertThat(run.error()).isEmpty();
    assertThat(aws.asked(ASK).get(0).string("IngestionId"))
        .isEqualTo(aws.asked(START).get(0).string("IngestionId"))
        .isEqualTo(aws.asked("sns:publish").get(0).string("Message"));
  }

  @Test
  void refreshThatIsUnderWayAlreadyIsNotAskedForAgain() {
    aws.fail(START, "QuickSight.ResourceExistsException", "exists")
        .answer(ASK, status("COMPLETED"));

    Execution run =
        aws.run(
            OneTask.of(QuickSight.refresh(Text.of("d1")).retry(Retry.on(ErrorName.ALL).atMost(3))),
            "{}");

    assertThat(run.error()).isEmpty();
    assertThat(aws.asked(START)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAILED", "CANCELLED"})
  void refreshThatEndsBadlyFails(String status) {
    started().answer(ASK, status(status));

    Execution run = aws.run(OneTask.of(QuickSight.refresh(Text.of("d1"))), "{}");

    assertThat(run.error()).contains(QuickSight.INGESTION_FAILED.name());
    assertThat(run.cause())
        .contains("step 'work' is in state " + status + ": INGESTION_SUPERSEDED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INITIALIZED", "QUEUED", "RUNNING"})
  void refreshThatNeverEndsTimesOut(String status) {
    started().answer(ASK, status(status));

    Execution run =
        aws.run(
            OneTask.of(QuickSight.refresh(Text.of("d1")).timeout(Duration.ofMinutes(10))), "{}");

    assertThat(run.error()).contains(QuickSight.INGESTION_TIMED_OUT.name());
  }

  @Test
  void moreRefreshesThanADayHasAreNotRetried() {
    aws.fail(START, QuickSight.LIMIT_EXCEEDED.name(), "32 a day");

    assertThat(aws.run(OneTask.of(QuickSight.refresh(Text.of("d1"))), "{}").error())
        .contains(QuickSight.LIMIT_EXCEEDED.name());
    assertThat(aws.asked(START)).hasSize(1);
  }

  @Test
  void permissionsAndBounds() {
    assertThat(OneTask.permissions(QuickSight.refresh(Text.deployed("FaresDataset"))))
        .containsExactly(
            "quicksight:CreateIngestion on"
                + " arn:P:quicksight:R:A:dataset/${FaresDataset}/ingestion/*",
            "quicksight:DescribeIngestion on"
                + " arn:P:quicksight:R:A:dataset/${FaresDataset}/ingestion/*");
    assertThat(
            OneTask.compiled(QuickSight.refresh(Text.of("d1")))
                .estimates()
                .events()
                .most()
                .orElse(Long.MAX_VALUE))
        .isLessThan(25_000);
  }

  @Test
  void accountThatIsNone() {
    assertSaid(
        () -> QuickSight.refresh(Text.of("d1")).account(Text.of("prod")),
        "the account of the QuickSight dataset is 'prod', but it has 12 digits; check it");
  }
}
