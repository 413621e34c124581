package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Work;
import java.util.regex.Pattern;

/** A publication to an SNS topic. */
public final class SnsPublish extends Task<Sns.Published> {

  private static final Pattern ATTRIBUTE =
      Pattern.compile("(?i)(?!aws\\.|amazon\\.)(?!\\.)(?!.*\\.\\.)[a-z0-9_.-]{1,256}(?<!\\.)");
  private static final int CALL_SECONDS = 60;

  private final String kind;
  private final Text topic;
  private final Expr.Fields content;
  private final Expr.Fields attributes;
  private final Expr.Fields order;

  SnsPublish(String kind, Text topic, Expr.Fields content) {
    this(kind, topic, content, Expr.fields(), Expr.fields());
  }

  private SnsPublish(
      String kind, Text topic, Expr.Fields content, Expr.Fields attributes, Expr.Fields order) {
    super(
        kind,
        new Work.Request(
            Sns.call(
                "sns:publish", topic, arguments(topic, content, attributes, order), CALL_SECONDS),
            Outputs.of(Expr.fields().and("messageId", Expr.result("MessageId")))),
        parts -> new Sns.Published(new Text(parts.part("messageId"))));
    this.kind = kind;
    this.topic = topic;
    this.content = content;
    this.attributes = attributes;
    this.order = order;
  }

  private static Expr.Fields arguments(
      Text topic, Expr.Fields content, Expr.Fields attributes, Expr.Fields order) {
    Expr.Fields all = Expr.fields().and("TopicArn", topic.expr());
    for (Expr.Member member : content.members()) {
      all = all.and(member.name(), member.value());
    }
    if (!attributes.members().isEmpty()) {
      all = all.and("MessageAttributes", attributes);
    }
    for (Expr.Member member : order.members()) {
      all = all.and(member.name(), member.value());
    }
    return all;
  }

  /** With an attribute, by which subscriptions can filter; neither may be empty. */
  public SnsPublish attribute(String name, Text value) {
    return attribute(name, "String", value.expr());
  }

  /** With an attribute that is a number. */
  public SnsPublish attribute(String name, Num value) {
    return attribute(name, "Number", value.asText());
  }

  private SnsPublish attribute(String name, String type, Expr value) {
    return new SnsPublish(
        kind, topic, content, withAttribute("SNS", attributes, name, type, value), order);
  }

  /** Attributes of a message with one more. */
  static Expr.Fields withAttribute(
      String service, Expr.Fields attributes, String name, String type, Expr value) {
    if (!ATTRIBUTE.matcher(name).matches() || attributes.has(name)) {
      throw InvalidWorkflowException.here(
          "the "
              + service
              + " message attribute '"
              + name
              + (attributes.has(name)
                  ? "' is set twice; set it once"
                  : "' has no name that AWS takes: 1 to 256 letters, digits, -, _ and single inner"
                      + " dots, not starting with AWS. or Amazon."));
    }
    return attributes.and(
        name, Expr.fields().and("DataType", Expr.text(type)).and("StringValue", value));
  }

  /**
   * To a FIFO topic: messages of one group come in order. A retried call is told from a new message
   * by the step's submit-once token, for the five minutes that AWS remembers it.
   */
  public SnsPublish group(Text group) {
    return new SnsPublish(kind, topic, content, attributes, fifo(group));
  }

  static Expr.Fields fifo(Text group) {
    return Expr.fields()
        .and("MessageGroupId", group.expr())
        .and("MessageDeduplicationId", new Expr.Token());
  }
}
