package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Work;
import java.time.Duration;

/** A message to an SQS queue. */
public final class SqsSend extends Task<Sqs.Sent> {

  private static final int CALL_SECONDS = 60;
  private static final int LONGEST_DELAY = 900;

  private final SqsQueue queue;
  private final Expr body;
  private final Expr.Fields attributes;
  private final Expr.Fields options;

  SqsSend(SqsQueue queue, Expr body) {
    this(queue, body, Expr.fields(), Expr.fields());
  }

  private SqsSend(SqsQueue queue, Expr body, Expr.Fields attributes, Expr.Fields options) {
    super(
        "SQS send",
        new Work.Request(
            Sqs.call(
                "sqs:sendMessage",
                queue,
                arguments(queue, body, attributes, options),
                CALL_SECONDS),
            Outputs.of(Expr.fields().and("messageId", Expr.result("MessageId")))),
        parts -> new Sqs.Sent(new Text(parts.part("messageId"))));
    this.queue = queue;
    this.body = body;
    this.attributes = attributes;
    this.options = options;
  }

  private static Expr.Fields arguments(
      SqsQueue queue, Expr body, Expr.Fields attributes, Expr.Fields options) {
    Expr.Fields all = Expr.fields().and("QueueUrl", queue.url().expr()).and("MessageBody", body);
    if (!attributes.members().isEmpty()) {
      all = all.and("MessageAttributes", attributes);
    }
    for (Expr.Member option : options.members()) {
      all = all.and(option.name(), option.value());
    }
    return all;
  }

  /** With an attribute; at most ten, and none may be empty. */
  public SqsSend attribute(String name, Text value) {
    return attribute(name, "String", value.expr());
  }

  /** With an attribute that is a number. */
  public SqsSend attribute(String name, Num value) {
    return attribute(name, "Number", value.asText());
  }

  private SqsSend attribute(String name, String type, Expr value) {
    if (attributes.members().size() == 10) {
      throw InvalidWorkflowException.here(
          "an SQS message has at most 10 attributes; put '" + name + "' into its body");
    }
    return new SqsSend(
        queue, body, SnsPublish.withAttribute("SQS", attributes, name, type, value), options);
  }

  /**
   * Seen by receivers only after so long; not for FIFO queues.
   *
   * @param pause whole seconds, at most 15 minutes
   */
  public SqsSend delay(Duration pause) {
    if (pause.toSeconds() < 0 || pause.toSeconds() > LONGEST_DELAY) {
      throw InvalidWorkflowException.here(
          "SQS delays a message by 0 to 900 seconds, but this is " + pause);
    }
    checkOption("MessageGroupId", "DelaySeconds");
    return new SqsSend(
        queue, body, attributes, options.and("DelaySeconds", Expr.number(pause.toSeconds())));
  }

  /**
   * To a FIFO queue: messages of one group come in order. A retried call is told from a new message
   * by the step's submit-once token, for the five minutes that AWS remembers it.
   */
  public SqsSend group(Text group) {
    checkOption("DelaySeconds", "MessageGroupId");
    Expr.Fields more = options;
    for (Expr.Member member : SnsPublish.fifo(group).members()) {
      more = more.and(member.name(), member.value());
    }
    return new SqsSend(queue, body, attributes, more);
  }

  private void checkOption(String other, String own) {
    if (options.has(own)) {
      throw InvalidWorkflowException.here(own + " of an SQS message is set twice; set it once");
    }
    if (options.has(other)) {
      throw InvalidWorkflowException.here(
          "FIFO queues, to which a message with a group goes, take no delay of a single message;"
              + " leave out delay or group");
    }
  }
}
