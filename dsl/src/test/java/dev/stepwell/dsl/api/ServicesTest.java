package dev.stepwell.dsl.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServicesTest {

  @Test
  void everyServiceCanBeReadWhole() {
    assertThat(Services.ids()).hasSizeGreaterThan(400).isSorted().doesNotHaveDuplicates();
    List<String> wrong = new ArrayList<>();
    int actions = 0;
    for (String id : Services.ids()) {
      Service service = Services.find(id).orElseThrow();
      if (!service.name().toLowerCase(java.util.Locale.ROOT).equals(id)) {
        wrong.add(id + " is called " + service.name());
      }
      for (String name : service.actions()) {
        Service.Action action = service.action(name).orElseThrow();
        actions++;
        if (!(action.input() instanceof Shape.Structure)
            || action.permissions().isEmpty()
            || !service.errors().containsAll(action.errors())) {
          wrong.add(action.toString());
        }
      }
      for (int number = 0; number < service.shapes(); number++) {
        wrong.addAll(faults(service, number));
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(actions).isGreaterThan(15_000);
  }

  /** Numbers that lead nowhere, required members that do not exist, patterns that Java refuses. */
  private static List<String> faults(Service service, int number) {
    List<String> faults = new ArrayList<>();
    List<Integer> inside = new ArrayList<>();
    Shape shape = service.shape(number);
    if (shape instanceof Shape.Structure structure) {
      inside.addAll(structure.members().values());
      structure.required().stream()
          .filter(name -> !structure.members().containsKey(name))
          .forEach(name -> faults.add(service.id() + " requires " + name));
    } else if (shape instanceof Shape.Listing list) {
      inside.add(list.element());
    } else if (shape instanceof Shape.Mapping map) {
      inside.addAll(List.of(map.key(), map.value()));
    } else if (shape instanceof Shape.Text text && text.pattern() != null) {
      try {
        Pattern.compile(text.pattern());
      } catch (PatternSyntaxException e) {
        faults.add(service.id() + " has the pattern " + text.pattern());
      }
    }
    inside.stream()
        .filter(other -> other < 0 || other >= service.shapes())
        .forEach(other -> faults.add(service.id() + " has no shape " + other));
    return faults;
  }

  /** Recorded on AWS, or spelled so in AWS's documentation of Step Functions. */
  @ParameterizedTest
  @CsvSource({
    "appflow, Appflow.AppflowException",
    "cloudwatchlogs, CloudWatchLogs.CloudWatchLogsException",
    "databasemigration, DatabaseMigration.DatabaseMigrationException",
    "databrew, DataBrew.DataBrewException",
    "dynamodb, DynamoDb.DynamoDbException",
    "emr, Emr.EmrException",
    "emrcontainers, EmrContainers.EmrContainersException",
    "eventbridge, EventBridge.EventBridgeException",
    "glue, Glue.GlueException",
    "quicksight, QuickSight.QuickSightException",
    "redshiftdata, RedshiftData.RedshiftDataException",
    "redshiftserverless, RedshiftServerless.RedshiftServerlessException",
    "s3, S3.S3Exception",
    "sagemaker, SageMaker.SageMakerException",
    "secretsmanager, SecretsManager.SecretsManagerException",
    "sfn, Sfn.SfnException",
    "sns, Sns.SnsException",
    "sqs, Sqs.SqsException"
  })
  void errorsBearTheNameOfTheSdksClient(String id, String base) {
    assertThat(Services.find(id).orElseThrow().baseError()).isEqualTo(base);
  }

  @ParameterizedTest
  @CsvSource({
    "s3, getObject, S3.NoSuchKeyException",
    "s3, listObjectsV2, S3.NoSuchBucketException",
    "glue, startCrawler, Glue.CrawlerRunningException",
    "sfn, sendTaskSuccess, Sfn.InvalidTokenException",
    "dynamodb, putItem, DynamoDb.ConditionalCheckFailedException",
    "databasemigration, startReplicationTask, DatabaseMigration.ResourceNotFoundException",
    "redshiftdata, executeStatement, RedshiftData.ActiveStatementsExceededException"
  })
  void modelledErrorsEndInException(String id, String action, String error) {
    assertThat(Services.find(id).orElseThrow().action(action).orElseThrow().errors())
        .contains(error);
  }

  @ParameterizedTest
  @CsvSource({
    "redshiftdata, executeStatement, redshift-data:ExecuteStatement",
    "sfn, startExecution, states:StartExecution",
    "eventbridge, putEvents, events:PutEvents",
    "cloudwatchlogs, filterLogEvents, logs:FilterLogEvents",
    "cloudwatch, putMetricData, cloudwatch:PutMetricData",
    "emr, listClusters, elasticmapreduce:ListClusters",
    "databasemigration, describeReplicationTasks, dms:DescribeReplicationTasks",
    "lambda, invoke, lambda:InvokeFunction",
    "s3, headObject, s3:GetObject",
    "s3, listObjectsV2, s3:ListBucket"
  })
  void knowsWhatIamCallsAnAction(String id, String action, String permission) {
    assertThat(Services.find(id).orElseThrow().action(action).orElseThrow().permissions())
        .containsExactly(permission);
  }

  /** Members are those of the SDK for Java 2 with a capital, however the API spells them. */
  @ParameterizedTest
  @CsvSource({
    "rds, deleteDBInstance, DbInstanceIdentifier",
    "batch, submitJob, JobQueue",
    "sfn, startExecution, StateMachineArn",
    "s3, putObject, SsekmsKeyId",
    "s3, putObjectAcl, Acl",
    "ecs, updateService, DesiredCount"
  })
  void membersHaveACapitalFirstLetter(String id, String action, String member) {
    Shape input = Services.find(id).orElseThrow().action(action).orElseThrow().input();

    assertThat(input)
        .isInstanceOfSatisfying(
            Shape.Structure.class, it -> assertThat(it.members()).containsKey(member));
  }

  @ParameterizedTest
  @CsvSource({
    "Databasename, DatabaseName",
    "DatabaseNames, DatabaseName",
    "CatalogID, CatalogId",
  })
  void findsWhatIsNear(String name, String near) {
    assertThat(Nearest.to(name, List.of("CatalogId", "DatabaseName", "Expression"))).hasValue(near);
  }

  @Test
  void findsNothingFarAway() {
    assertThat(Nearest.to("Colour", List.of("CatalogId", "DatabaseName"))).isEmpty();
    assertThat(Nearest.to("x", List.of())).isEmpty();
  }

  @Test
  void saysWhichModelsTheyAre() {
    assertThat(Services.version()).matches("botocore \\d+\\.\\d+\\.\\d+");
  }

  @Test
  void anUnknownServiceIsNone() {
    assertThat(Services.find("../index")).isEmpty();
    assertThat(Services.find("index")).isEmpty();
    assertThatThrownBy(() -> Integration.of("aws-sdk:redshift-data:executeStatement"))
        .isInstanceOf(UnknownApiException.class)
        .hasMessage("there is no service 'redshift-data'; did you mean 'redshiftdata'?");
  }

  @Test
  void actionsWhoseResultsComeInAStreamAreNotThere() {
    Map<String, String> streams =
        Map.of("kinesis", "subscribeToShard", "s3", "selectObjectContent");

    streams.forEach(
        (service, action) ->
            assertThat(Services.find(service).orElseThrow().action(action)).isEmpty());
  }
}
