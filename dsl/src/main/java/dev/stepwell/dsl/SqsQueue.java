package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;

/**
 * A queue. Immutable.
 *
 * @param url where messages are sent
 * @param arn what permissions name
 */
public record SqsQueue(Text url, Text arn) {

  /** Sends a text. */
  public SqsSend send(Text body) {
    return new SqsSend(this, body.expr());
  }

  /** Sends an object as its JSON text. */
  public SqsSend send(Args body) {
    return new SqsSend(this, body.fields());
  }

  /**
   * Sends texts, ten at a time, and those again that SQS did not take; fails with {@link
   * Sqs#ENTRIES_FAILED} if some are left after ten minutes. Every ten take nine history events.
   *
   * @param bodies not empty, 256 KiB of JSON altogether
   */
  public Task<Done> sendAll(Items<String> bodies) {
    return sendAll(bodies, Expr.fields());
  }

  /** The same to a FIFO queue: messages of one group come in order while none fails. */
  public Task<Done> sendAll(Items<String> bodies, Text group) {
    return sendAll(
        bodies,
        Expr.fields()
            .and("MessageGroupId", group.expr())
            .and("MessageDeduplicationId", Expr.raw("{0} & '-' & $entry.at", new Expr.Token())));
  }

  private Task<Done> sendAll(Items<String> bodies, Expr.Fields order) {
    Expr.Fields message =
        Expr.fields()
            .and("Id", Expr.call("$string($entry.at)"))
            .and("MessageBody", Expr.call("$entry.item"));
    for (Expr.Member member : order.members()) {
      message = message.and(member.name(), member.value());
    }
    HandOver batch = new HandOver("SQS send", bodies.expr(), 10);
    return batch.task(
        entries ->
            Sqs.call(
                "aws-sdk:sqs:sendMessageBatch",
                this,
                Expr.fields().and("QueueUrl", url.expr()).and("Entries", entries),
                60),
        message,
        Expr.call("$string($entry.at) in [{0}.Id]", Expr.result("Failed")),
        "Sqs.Entries",
        "messages");
  }
}
