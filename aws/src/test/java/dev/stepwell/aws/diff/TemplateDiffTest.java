package dev.stepwell.aws.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stepwell.aws.yaml.TemplateReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateDiffTest {

  private static final String DEPLOYED =
      """
      Parameters:
        Prefix: {Type: String}
      Resources:
        Machine:
          Type: AWS::Serverless::StateMachine
          Properties:
            DefinitionUri: generated-asl/a.asl.json
            Tracing: {Enabled: true}
            Policies:
              - Statement:
                  # copy
                  - Effect: Allow
                    Action: [s3:GetObject, s3:PutObject]
                    Resource: [!Sub "${Bucket.Arn}/*"]
                  - Effect: Allow
                    Action: [sns:Publish]
                    Resource: [!Ref Topic]
            Events:
              Cron:
                Type: ScheduleV2
                Properties: {ScheduleExpression: cron(0 3 * * ? *), State: !Ref TriggersState}
        Topic: {Type: AWS::SNS::Topic}
        Function:
          Type: AWS::Serverless::Function
          Properties: {CodeUri: a.jar, Timeout: 60, Role: !GetAtt Role.Arn}
      """;

  private static List<String> changes(String after) {
    return TemplateDiff.of(TemplateReader.read(DEPLOYED), TemplateReader.read(after)).stream()
        .map(TemplateChange::text)
        .toList();
  }

  @Test
  void whatSamRewritesWhenItUploadsIsNoDifference() {
    assertThat(
            changes(
                """
                {"Parameters": {"Prefix": {"Type": "String"}},
                 "Resources": {
                  "Function": {"Type": "AWS::Serverless::Function", "Metadata": {"SamResourceId": "Function"},
                   "Properties": {"Role": {"Fn::GetAtt": ["Role", "Arn"]}, "CodeUri": "s3://b/0a", "Timeout": "60"}},
                  "Topic": {"Type": "AWS::SNS::Topic"},
                  "Machine": {"Type": "AWS::Serverless::StateMachine", "Properties": {
                   "DefinitionUri": {"Bucket": "b", "Key": "0b"}, "Tracing": {"Enabled": true},
                   "Policies": [{"Statement": [
                    {"Effect": "Allow", "Action": "sns:Publish", "Resource": {"Ref": "Topic"}},
                    {"Effect": "Allow", "Action": ["s3:PutObject"], "Resource": {"Fn::Sub": "${Bucket.Arn}/*"}},
                    {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": {"Fn::Sub": "${Bucket.Arn}/*"}}]}],
                   "Events": {"Cron": {"Type": "ScheduleV2", "Properties": {
                    "State": {"Ref": "TriggersState"}, "ScheduleExpression": "cron(0 3 * * ? *)"}}}}}}}
                """))
        .isEmpty();
  }

  @Test
  void rightsAreComparedByWhatTheyAllow() {
    assertThat(
            changes(
                DEPLOYED
                    .replace("s3:PutObject", "s3:DeleteObject")
                    .replace("[!Ref Topic]", "[!Ref Topic, !Ref Alerts]")))
        .containsExactly(
            "~ Machine  - may s3:PutObject on ${Bucket.Arn}/*",
            "~ Machine  + may s3:DeleteObject on ${Bucket.Arn}/*",
            "~ Machine  + may sns:Publish on ${Alerts}");
  }

  @Test
  void triggersAndOtherPropertiesAreNamedByTheirPath() {
    assertThat(
            changes(
                DEPLOYED
                    .replace("cron(0 3", "cron(0 4")
                    .replace("State: !Ref TriggersState", "State: DISABLED, EndDate: '2027-01-01'")
                    .replace("Timeout: 60, ", "")))
        .containsExactly(
            "~ Machine  Events.Cron.Properties.ScheduleExpression: cron(0 3 * * ? *) -> cron(0 4 * * ? *)",
            "~ Machine  Events.Cron.Properties.State: ${TriggersState} -> DISABLED",
            "~ Machine  + Events.Cron.Properties.EndDate: 2027-01-01",
            "~ Function  - Timeout: 60");
  }

  @Test
  void whatIsNewAndWhatIsGoneIsNamedWithItsType() {
    assertThat(
            changes(
                DEPLOYED
                    .replace("Topic: {Type: AWS::SNS::Topic}", "Queue: {Type: AWS::SQS::Queue}")
                    .replace("Prefix: {Type: String}", "NamePrefix: {Type: String}")))
        .containsExactly(
            "- Parameters.Prefix",
            "+ Parameters.NamePrefix",
            "- Topic  (AWS::SNS::Topic)",
            "+ Queue  (AWS::SQS::Queue)");
  }
}
