package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Permission;
import dev.stepwell.dsl.model.RetryRule;
import java.util.List;

/** Amazon SNS. */
public final class Sns {

  /** There is no such topic. */
  public static final ErrorName NOT_FOUND = ErrorName.of("SNS.NotFoundException");

  /**
   * A parameter is none that SNS takes: a message that is too long, a group of a standard topic.
   */
  public static final ErrorName INVALID_PARAMETER = ErrorName.of("SNS.InvalidParameterException");

  private static final int LONGEST_SUBJECT = 100;

  /** Four bytes each at most, so that a message never exceeds the 256 KiB that SNS takes. */
  private static final int LONGEST_MESSAGE = 60_000;

  private Sns() {}

  /**
   * What a publication gives.
   *
   * @param messageId the message's id
   */
  public record Published(Text messageId) {}

  /**
   * Publishes a message. The part of it that is known only at run time, such as the cause of a
   * failure, cannot make the publication fail: the message is cut after 60,000 characters.
   *
   * @param topic the topic's ARN
   * @param subject at most 100 printable ASCII characters, in one line
   */
  public static SnsPublish publish(Text topic, String subject, Text message) {
    checkSubject(subject);
    return new SnsPublish(
        "SNS publish",
        topic,
        Expr.fields().and("Subject", Text.of(subject).expr()).and("Message", cut(message)));
  }

  /**
   * Publishes an object as its JSON text.
   *
   * @param topic the topic's ARN
   */
  public static SnsPublish publish(Text topic, Args message) {
    return new SnsPublish("SNS publish", topic, Expr.fields().and("Message", message.fields()));
  }

  /** The message, so short that SNS takes it. */
  static Expr cut(Text message) {
    Expr body = message.expr();
    return body.isStatic() ? body : Expr.call("$substring({0}, 0, " + LONGEST_MESSAGE + ")", body);
  }

  static Call call(String resource, Text topic, Expr.Fields arguments, int seconds) {
    return new Call(
        resource,
        arguments,
        seconds,
        List.of(RetryRule.service("SNS.AmazonSNSException", "SNS.SdkClientException")),
        List.of(Permission.on(Arns.of(topic), "sns:Publish")));
  }

  static void checkSubject(String subject) {
    if (subject.isEmpty() || subject.length() > LONGEST_SUBJECT) {
      throw InvalidWorkflowException.here(
          "the SNS subject has "
              + subject.length()
              + " characters; SNS takes 1 to "
              + LONGEST_SUBJECT
              + ", put the rest into the message");
    }
    for (int i = 0; i < subject.length(); i++) {
      char c = subject.charAt(i);
      if (c < ' ' || c > '~') {
        throw InvalidWorkflowException.here(
            "the SNS subject has "
                + (c == '\n' || c == '\r' ? "a line break" : "the character " + (int) c)
                + " at "
                + (i + 1)
                + "; SNS takes printable ASCII in one line, put the rest into the message");
      }
    }
  }
}
