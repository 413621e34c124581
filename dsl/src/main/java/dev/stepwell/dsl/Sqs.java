package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.RetryRule;
import java.util.List;

/** Amazon SQS. */
public final class Sqs {

  /** There is no such queue. */
  public static final ErrorName NOT_FOUND = ErrorName.of("SQS.QueueDoesNotExistException");

  /** Some messages of a list could not be sent, however often they were tried. */
  public static final ErrorName ENTRIES_FAILED = ErrorName.of("Sqs.EntriesFailed");

  private Sqs() {}

  /**
   * What a sent message gives.
   *
   * @param messageId the message's id
   */
  public record Sent(Text messageId) {}

  /**
   * A queue of the project. Deployment fills its URL and ARN: <code>${OrdersQueueUrl}</code> and
   * <code>${OrdersQueueArn}</code> for the queue {@code orders}.
   *
   * @param name its name among the resources
   */
  public static SqsQueue queue(String name) {
    String id = Resource.camel(name) + "Queue";
    return new SqsQueue(Text.deployed(id + "Url"), Text.deployed(id + "Arn"));
  }

  /** A queue of somebody else. */
  public static SqsQueue queue(Text url, Text arn) {
    return new SqsQueue(url, arn);
  }

  static Call call(String resource, SqsQueue queue, Expr.Fields arguments, int seconds) {
    List<RetryRule> retries =
        List.of(
            resource.startsWith("aws-sdk:")
                ? RetryRule.service("Sqs.SqsException", "Sqs.SdkClientException")
                : RetryRule.service("SQS.AmazonSQSException", "SQS.SdkClientException"));
    return new Call(
        resource,
        arguments,
        seconds,
        retries,
        List.of(Permission.on(Arns.of(queue.arn()), "sqs:SendMessage")));
  }
}
