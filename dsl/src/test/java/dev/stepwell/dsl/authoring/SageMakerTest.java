package dev.stepwell.dsl.authoring;

import static dev.stepwell.dsl.authoring.Mistakes.assertSaid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.ErrorName;
import dev.stepwell.dsl.Num;
import dev.stepwell.dsl.Retry;
import dev.stepwell.dsl.SageMaker;
import dev.stepwell.dsl.SageMakerProcessing;
import dev.stepwell.dsl.SageMakerTraining;
import dev.stepwell.dsl.SageMakerTransform;
import dev.stepwell.dsl.Task;
import dev.stepwell.dsl.Text;
import dev.stepwell.engine.Execution;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs of SageMaker and their names. */
class SageMakerTest {

  private static final String TRAIN = "sagemaker:createTrainingJob.sync";
  private static final Text ROLE = Text.deployed("SageMakerRoleArn");
  private static final String TRAINED =
      "{'TrainingJobName': 'fares-1', 'TrainingJobStatus': 'Completed', 'TrainingTimeInSeconds':"
          + " 61, 'ModelArtifacts': {'S3ModelArtifacts': 's3://models/m.tar.gz'}}";

  private final Services aws = new Services().answer("sns:publish", "{'MessageId': 'm'}");

  private static SageMakerTraining training() {
    return SageMaker.training("fares", ROLE, Text.of("image"), Text.of("s3://models/"));
  }

  private static SageMakerTransform transform() {
    return SageMaker.transform(
        "fares", Text.of("model"), Text.of("s3://in/"), Text.of("s3://out/"));
  }

  private static SageMakerProcessing processing() {
    return SageMaker.processing("fares", ROLE, Text.of("image"));
  }

  @Test
  void trainingIsAsked() {
    JsonObject arguments =
        OneTask.state(
                training()
                    .channel("train", Text.of("s3://in/train/"))
                    .hyperparameter("depth", Num.of(5))
                    .env("DAY", Text.of("d"))
                    .instances("ml.m5.2xlarge", 2, 50)
                    .spot()
                    .atMost(Duration.ofHours(3)))
            .object("Arguments");

    assertThat(arguments.without("TrainingJobName").pretty())
        .isEqualTo(
            """
            {
              "RoleArn": "${SageMakerRoleArn}",
              "AlgorithmSpecification": {
                "TrainingImage": "image",
                "TrainingInputMode": "File"
              },
              "OutputDataConfig": {
                "S3OutputPath": "s3://models/"
              },
              "StoppingCondition": {
                "MaxRuntimeInSeconds": 10800,
                "MaxWaitTimeInSeconds": 10800
              },
              "ResourceConfig": {
                "InstanceType": "ml.m5.2xlarge",
                "InstanceCount": 2,
                "VolumeSizeInGB": 50
              },
              "InputDataConfig": [
                {
                  "ChannelName": "train",
                  "DataSource": {
                    "S3DataSource": {
                      "S3DataType": "S3Prefix",
                      "S3Uri": "s3://in/train/",
                      "S3DataDistributionType": "FullyReplicated"
                    }
                  }
                }
              ],
              "HyperParameters": {
                "depth": "{% $string(5) %}"
              },
              "Environment": {
                "DAY": "d"
              },
              "EnableManagedSpotTraining": true
            }
            """);
    assertThat(OneTask.state(training().atMost(Duration.ofHours(3))).get("TimeoutSeconds"))
        .isEqualTo(Json.of(10_800 + 900));
  }

  @Test
  void trainingGivesItsModel() {
    aws.answer(TRAIN, TRAINED);

    aws.run(
        OneTask.telling(
            training(),
            run ->
                run.jobName().plus(" ").plus(run.modelArtifacts()).plus(" ").plus(run.seconds())),
        "{}");

    assertThat(aws.asked("sns:publish").get(0).string("Message"))
        .isEqualTo("fares-1 s3://models/m.tar.gz 61");
  }

  @Test
  void nameIsTheSameForEveryCallThatStartsTheJob() {
    aws.fail(TRAIN, "SageMaker.AmazonSageMakerException", "Rate exceeded")
        .fail(TRAIN, "SageMaker.SdkClientException", "connection reset")
        .answer(TRAIN, TRAINED);

    aws.run(OneTask.of(training()), "{}");

    assertThat(aws.asked(TRAIN)).hasSize(3);
    assertThat(aws.asked(TRAIN))
        .extracting(call -> call.string("TrainingJobName"))
        .containsOnly(aws.asked(TRAIN).get(0).string("TrainingJobName"))
        .allSatisfy(name -> assertThat(name).matches("fares-[0-9a-f]{30}"));
  }

  @Test
  void jobThatTheAuthorRetriesHasANameOfItsOwn() {
    aws.fail(TRAIN, "States.TaskFailed", "{}").answer(TRAIN, TRAINED);
    Task<?> retried = training().retry(Retry.on(ErrorName.TASK_FAILED).atMost(2));

    aws.run(OneTask.of(retried), "{}");

    assertThat(aws.asked(TRAIN))
        .extracting(call -> call.string("TrainingJobName"))
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  @Test
  void lostAnswerIsNotTriedAgainUnderAnotherName() {
    aws.fail(TRAIN, "SageMaker.SdkClientException", "connection reset").answer(TRAIN, TRAINED);
    Task<?> retried = training().retry(Retry.on(ErrorName.TASK_FAILED).atMost(2));

    assertThat(aws.run(OneTask.of(retried), "{}").error()).contains("SageMaker.SdkClientException");
    assertThat(aws.asked(TRAIN)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Failed", "Stopped", "Stopping", "Deleting"})
  void jobThatEndedBadlyWithoutFailingItsTaskFails(String status) {
    aws.answer(
        TRAIN,
        TRAINED
            .replace("Completed", status)
            .replace("'TrainingJobName'", "'FailureReason': 'no data', 'TrainingJobName'"));

    Execution run = aws.run(OneTask.of(training()), "{}");

    assertThat(run.error()).contains(SageMaker.TRAINING_FAILED.name());
    assertThat(run.cause()).contains("step 'work' is in state " + status + ": no data");
  }

  @Test
  void transformIsAsked() {
    assertThat(
            OneTask.state(
                    transform()
                        .instances("ml.c5.xlarge", 2)
                        .contentType("text/csv")
                        .byLine()
                        .batched())
                .object("Arguments")
                .without("TransformJobName")
                .pretty())
        .isEqualTo(
            """
            {
              "ModelName": "model",
              "TransformInput": {
                "DataSource": {
                  "S3DataSource": {
                    "S3DataType": "S3Prefix",
                    "S3Uri": "s3://in/"
                  }
                },
                "ContentType": "text/csv",
                "SplitType": "Line"
              },
              "TransformOutput": {
                "S3OutputPath": "s3://out/",
                "AssembleWith": "Line"
              },
              "TransformResources": {
                "InstanceType": "ml.c5.xlarge",
                "InstanceCount": 2
              },
              "BatchStrategy": "MultiRecord"
            }
            """);
  }

  @Test
  void processingIsAsked() {
    assertThat(
            OneTask.state(
                    processing()
                        .entrypoint("python3", "/code/clean.py")
                        .arg(Num.of(5))
                        .env("DAY", Text.of("d"))
                        .input("raw", Text.of("s3://in/"), "/opt/ml/processing/raw")
                        .output("clean", "/opt/ml/processing/clean", Text.of("s3://out/")))
                .object("Arguments")
                .without("ProcessingJobName")
                .pretty())
        .isEqualTo(
            """
            {
              "RoleArn": "${SageMakerRoleArn}",
              "AppSpecification": {
                "ImageUri": "image",
                "ContainerEntrypoint": [
                  "python3",
                  "/code/clean.py"
                ],
                "ContainerArguments": [
                  "{% $string(5) %}"
                ]
              },
              "ProcessingResources": {
                "ClusterConfig": {
                  "InstanceCount": 1,
                  "InstanceType": "ml.m5.xlarge",
                  "VolumeSizeInGB": 30
                }
              },
              "StoppingCondition": {
                "MaxRuntimeInSeconds": 86400
              },
              "Environment": {
                "DAY": "d"
              },
              "ProcessingInputs": [
                {
                  "InputName": "raw",
                  "S3Input": {
                    "S3Uri": "s3://in/",
                    "LocalPath": "/opt/ml/processing/raw",
                    "S3DataType": "S3Prefix",
                    "S3InputMode": "File"
                  }
                }
              ],
              "ProcessingOutputConfig": {
                "Outputs": [
                  {
                    "OutputName": "clean",
                    "S3Output": {
                      "S3Uri": "s3://out/",
                      "LocalPath": "/opt/ml/processing/clean",
                      "S3UploadMode": "EndOfJob"
                    }
                  }
                ]
              }
            }
            """);
  }

  @Test
  void otherJobsGiveTheirNames() {
    aws.answer(
            "sagemaker:createTransformJob.sync",
            "{'TransformJobName': 'n', 'TransformJobArn': 'a', 'TransformJobStatus': 'Completed'}")
        .answer(
            "sagemaker:createProcessingJob.sync",
            "{'ProcessingJobName': 'n', 'ProcessingJobArn': 'a', 'ProcessingJobStatus':"
                + " 'Stopped'}");

    aws.run(OneTask.telling(transform(), run -> run.jobName().plus(run.jobArn())), "{}");

    assertThat(aws.asked("sns:publish").get(0).string("Message")).isEqualTo("na");
    assertThat(aws.run(OneTask.of(processing()), "{}").error())
        .contains(SageMaker.PROCESSING_FAILED.name());
  }

  @Test
  void permissions() {
    assertThat(OneTask.permissions(training()))
        .containsExactly(
            "sagemaker:CreateTrainingJob,sagemaker:DescribeTrainingJob,sagemaker:StopTrainingJob,"
                + "sagemaker:ListTags,sagemaker:AddTags on arn:P:sagemaker:R:A:training-job/*",
            "iam:PassRole on ${SageMakerRoleArn} if iam:PassedToService is"
                + " sagemaker.amazonaws.com",
            "events:PutTargets,events:PutRule,events:DescribeRule on"
                + " arn:P:events:R:A:rule/StepFunctionsGetEventsForSageMakerTrainingJobsRule");
    assertThat(OneTask.permissions(transform()))
        .hasSize(2)
        .noneMatch(line -> line.contains("iam:"));
    assertThat(OneTask.permissions(processing()))
        .hasSize(2)
        .noneMatch(line -> line.contains("events:"));
  }

  @Test
  void prefixThatIsTooLong() {
    assertSaid(
        () -> SageMaker.processing("x".repeat(33), ROLE, Text.of("image")),
        "the prefix of the SageMaker job is '"
            + "x".repeat(33)
            + "', but it has 1 to 32 letters, digits and dashes between them, because 31"
            + " characters are added; shorten it");
  }

  @Test
  void instanceTypeOfEc2() {
    assertSaid(
        () -> training().instances("m5.xlarge", 1, 30),
        "the instance type of the SageMaker job is 'm5.xlarge', but it is a type such as"
            + " ml.m5.xlarge; take one of SageMaker's");
  }

  @Test
  void folderThatSageMakerDoesNotFill() {
    assertSaid(
        () -> processing().input("raw", Text.of("s3://in/"), "/tmp/raw"),
        "the folder '/tmp/raw' of a SageMaker processing job is not under /opt/ml/processing/,"
            + " where SageMaker puts and fetches data; move it there");
  }
}
