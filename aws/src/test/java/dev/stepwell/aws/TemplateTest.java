package dev.stepwell.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The checks that other tests rely on do find what they look for. */
class TemplateTest {

  @Test
  void findsReferencesToNothing() {
    assertThat(
            problems(
                """
                  Topic:
                    Type: AWS::SNS::Topic
                    Properties:
                      TopicName: !Sub ${Nowhere}-${AWS::Region}
                      A: !GetAtt Prefix.Arn
                """))
        .containsExactly(
            "Topic refers to Nowhere, which is not there",
            "Topic refers to Prefix.Arn, which is not there",
            "nothing uses the parameter Prefix");
  }

  @Test
  void findsCycles() {
    assertThat(
            problems(
                """
                  A:
                    Type: AWS::SNS::Topic
                    Properties: {TopicName: !Ref B, P: !Ref Prefix}
                  B:
                    Type: AWS::SNS::Topic
                    Properties: {TopicName: !GetAtt C.TopicName}
                  C:
                    Type: AWS::SNS::Topic
                    Properties: {TopicName: !Sub "x-${B.TopicName}"}
                """))
        .containsExactly("a cycle: A -> B -> C -> B");
  }

  @Test
  void findsWhatIsMissing() {
    assertThat(
            problems(
                """
                  Queue:
                    Type: AWS::SQS::Queue
                    Properties: {P: !Ref Prefix}
                  What-ever:
                    Type: AWS::Strange::Thing
                """))
        .containsExactly(
            "Queue has no SqsManagedSseEnabled",
            "Queue does not say what happens to what it holds",
            "What-ever is no logical id",
            "What-ever has the unknown type AWS::Strange::Thing");
  }

  private static List<String> problems(String resources) {
    return new Template("Parameters:\n  Prefix: {Type: String}\nResources:\n" + resources)
        .problems();
  }
}
