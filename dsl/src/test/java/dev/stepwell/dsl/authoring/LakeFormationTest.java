package dev.stepwell.dsl.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.dsl.LakeFormation;
import dev.stepwell.dsl.LakeGrant;
import dev.stepwell.dsl.LakePermission;
import dev.stepwell.dsl.LakeResource;
import dev.stepwell.dsl.Task;
import dev.stepwell.dsl.Text;
import dev.stepwell.dsl.Workflow;
import dev.stepwell.engine.Execution;
import dev.stepwell.engine.ExecutionStatus;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Permissions in Lake Formation. */
class LakeFormationTest {

  record Input(String role) {}

  private static final Text ANALYST = Text.deployed("AnalystRoleArn");

  private final Services aws = new Services();

  private Execution run(Task<?> task) {
    return aws.run(
        Workflow.named("grants", Input.class).flow((flow, in) -> flow.run("work", task)), "{}");
  }

  static Stream<Arguments> resources() {
    return Stream.of(
        Arguments.of(
            LakeResource.database("lake"),
            LakePermission.CREATE_TABLE,
            "{\"Database\":{\"Name\":\"lake\"}}"),
        Arguments.of(
            LakeResource.table("lake", "flights"),
            LakePermission.INSERT,
            "{\"Table\":{\"DatabaseName\":\"lake\",\"Name\":\"flights\"}}"),
        Arguments.of(
            LakeResource.tables("lake"),
            LakePermission.SELECT,
            "{\"Table\":{\"DatabaseName\":\"lake\",\"TableWildcard\":{}}}"),
        Arguments.of(
            LakeResource.columns("lake", "flights", "origin", "delay"),
            LakePermission.SELECT,
            "{\"TableWithColumns\":{\"DatabaseName\":\"lake\",\"Name\":\"flights\","
                + "\"ColumnNames\":[\"origin\",\"delay\"]}}"),
        Arguments.of(
            LakeResource.columnsBut("lake", "flights", "passenger"),
            LakePermission.SELECT,
            "{\"TableWithColumns\":{\"DatabaseName\":\"lake\",\"Name\":\"flights\","
                + "\"ColumnWildcard\":{\"ExcludedColumnNames\":[\"passenger\"]}}}"),
        Arguments.of(
            LakeResource.location(Text.of("arn:aws:s3:::lake/flights")),
            LakePermission.DATA_LOCATION_ACCESS,
            "{\"DataLocation\":{\"ResourceArn\":\"arn:aws:s3:::lake/flights\"}}"));
  }

  @ParameterizedTest
  @MethodSource("resources")
  void permissionIsGrantedOnAResource(
      LakeResource resource, LakePermission permission, String json) {
    aws.answer("aws-sdk:lakeformation:grantPermissions", "{}");

    assertThat(run(LakeFormation.grant(LakeGrant.of(ANALYST, resource, permission))).status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);

    assertThat(aws.asked("aws-sdk:lakeformation:grantPermissions").get(0).compact())
        .isEqualTo(
            "{\"Principal\":{\"DataLakePrincipalIdentifier\":\"${AnalystRoleArn}\"},\"Resource\":"
                + json
                + ",\"Permissions\":[\""
                + permission
                + "\"]}");
  }

  @Test
  void permissionIsRevokedWithTheRightToHandItOn() {
    aws.answer("aws-sdk:lakeformation:revokePermissions", "{}");

    run(
        LakeFormation.revoke(
            LakeGrant.of(
                    ANALYST,
                    LakeResource.table("lake", "flights"),
                    LakePermission.SELECT,
                    LakePermission.DESCRIBE)
                .grantable(LakePermission.SELECT)));

    assertThat(aws.asked("aws-sdk:lakeformation:revokePermissions").get(0).pretty())
        .isEqualTo(
            """
            {
              "Principal": {
                "DataLakePrincipalIdentifier": "${AnalystRoleArn}"
              },
              "Resource": {
                "Table": {
                  "DatabaseName": "lake",
                  "Name": "flights"
                }
              },
              "Permissions": [
                "SELECT",
                "DESCRIBE"
              ],
              "PermissionsWithGrantOption": [
                "SELECT"
              ]
            }
            """);
  }

  private static LakeGrant onDatabase() {
    return LakeGrant.of(ANALYST, LakeResource.database("lake"), LakePermission.DESCRIBE);
  }

  private static LakeGrant onTable() {
    return LakeGrant.of(ANALYST, LakeResource.table("lake", "flights"), LakePermission.SELECT);
  }

  @Test
  void manyPermissionsAreGrantedAtOnce() {
    aws.answer("aws-sdk:lakeformation:batchGrantPermissions", "{'Failures': []}");

    assertThat(run(LakeFormation.grantAll(onDatabase(), onTable())).status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);

    assertThat(aws.asked("aws-sdk:lakeformation:batchGrantPermissions").get(0).compact())
        .startsWith("{\"Entries\":[{\"Id\":\"1\",\"Principal\":")
        .contains("{\"Id\":\"2\",\"Principal\":");
  }

  @Test
  void oneOfManyThatIsRefusedFails() {
    aws.answer(
        "aws-sdk:lakeformation:batchRevokePermissions",
        "{'Failures': [{'RequestEntry': {'Id': '2'}, 'Error': {'ErrorCode':"
            + " 'InvalidInputException', 'ErrorMessage': 'no such grant'}}]}");

    Execution run = run(LakeFormation.revokeAll(onDatabase(), onTable()));

    assertThat(run.error()).contains(LakeFormation.REFUSED.name());
    assertThat(run.cause()).contains("step 'work': entry 2 InvalidInputException: no such grant");
  }

  @Test
  void refusalIsNotRetriedAndChangesOfOthersAre() {
    aws.fail(
            "aws-sdk:lakeformation:grantPermissions",
            LakeFormation.CONCURRENT_MODIFICATION.name(),
            "busy")
        .fail("aws-sdk:lakeformation:grantPermissions", LakeFormation.INVALID_INPUT.name(), "no");

    assertThat(run(LakeFormation.grant(onTable())).error())
        .contains(LakeFormation.INVALID_INPUT.name());
    assertThat(aws.asked("aws-sdk:lakeformation:grantPermissions")).hasSize(2);
  }

  @Test
  void roleMayLookUpWhatIsGrantedOn() {
    String glue = "arn:${AWS::Partition}:glue:${AWS::Region}:${AWS::AccountId}:";
    assertThat(
            Workflow.named("grants", Input.class)
                .flow(
                    (flow, in) -> flow.run("work", LakeFormation.grantAll(onDatabase(), onTable())))
                .compile()
                .iam())
        .extracting(
            grant ->
                String.join(",", grant.actions()) + " on " + String.join(",", grant.resources()))
        .containsExactly(
            "lakeformation:BatchGrantPermissions on *",
            "glue:GetDatabase on " + glue + "catalog," + glue + "database/lake",
            "glue:GetTable on "
                + glue
                + "catalog,"
                + glue
                + "database/lake,"
                + glue
                + "table/lake/flights");
  }
}
