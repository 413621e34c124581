package dev.stepwell.dsl;

import dev.stepwell.dsl.model.Call;
import dev.stepwell.dsl.model.Expr;
import dev.stepwell.dsl.model.Outputs;
import dev.stepwell.dsl.model.Work;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a person, and waits for the answer without asking again: the message holds the task's token,
 * and whoever has it answers with SendTaskSuccess and {@code {"approved": true}} or {@code
 * {"approved": false}}, and may add {@code by} and {@code comment}. SendTaskFailure fails the task.
 * Time-out one day, then it fails with {@link ErrorName#TIMEOUT}. A retry asks again with another
 * token, and the old one is worth nothing. Immutable.
 */
public final class Approval extends Task<Approval.Decision> {

  private static final int ONE_DAY = 86_400;

  private final Asks way;
  private final Text question;

  private Approval(Asks way, Text question, Text page) {
    super(
        "Approval",
        Work.token(way.call(question.expr(), page), outputs()),
        parts ->
            new Decision(
                new Bool(parts.part("approved")),
                new Text(parts.part("by")),
                new Text(parts.part("comment"))));
    this.way = way;
    this.question = question;
  }

  /**
   * What was decided.
   *
   * @param approved whether it was approved; an answer that does not say so is none
   * @param by who decided, as the answer says; may be empty
   * @param comment why, as the answer says; may be empty
   */
  public record Decision(Bool approved, Text by, Text comment) {}

  /** How the question reaches people. */
  private interface Asks {
    Call call(Expr question, Text page);
  }

  /**
   * Asks through a topic, in a text for people: the question, and how to answer it.
   *
   * @param topic the topic's ARN
   * @param subject at most 100 printable ASCII characters, in one line
   */
  public static Approval through(Text topic, String subject, Text question) {
    Sns.checkSubject(subject);
    Asks way =
        (asked, page) ->
            Sns.call(
                "sns:publish.waitForTaskToken",
                topic,
                Expr.fields()
                    .and("TopicArn", topic.expr())
                    .and("Subject", Text.of(subject).expr())
                    .and("Message", letter(Sns.cut(new Text(asked)), page)),
                ONE_DAY);
    return new Approval(way, question, Text.of(""));
  }

  /**
   * Asks through a queue, in an object for programs: {@code question}, {@code token}, {@code
   * execution}, and {@code approve} and {@code reject} if there is a page.
   */
  public static Approval through(SqsQueue queue, Text question) {
    Asks way =
        (asked, page) -> {
          Expr.Fields body =
              Expr.fields()
                  .and("question", asked)
                  .and("token", Expr.taskToken())
                  .and("execution", new Expr.Owner());
          if (isGiven(page)) {
            body = body.and("approve", link(page, "approve")).and("reject", link(page, "reject"));
          }
          return Sqs.call(
              "sqs:sendMessage.waitForTaskToken",
              queue,
              Expr.fields().and("QueueUrl", queue.url().expr()).and("MessageBody", body),
              ONE_DAY);
        };
    return new Approval(way, question, Text.of(""));
  }

  /**
   * With links to a page of yours that answers: {@code ?answer=approve&token=..} and {@code
   * ?answer=reject&token=..} are added to its URL. The page should ask for a click, because mail
   * programs follow links by themselves.
   */
  public Approval page(Text url) {
    return new Approval(way, question, url);
  }

  private static boolean isGiven(Text page) {
    return !page.expr().equals(Expr.text(""));
  }

  private static Expr letter(Expr question, Text page) {
    List<Expr> parts = new ArrayList<>(List.of(question));
    if (isGiven(page)) {
      parts.add(Expr.text("\n\nApprove: "));
      parts.add(link(page, "approve"));
      parts.add(Expr.text("\n\nReject: "));
      parts.add(link(page, "reject"));
    } else {
      parts.add(Expr.text("\n\nTo approve:"));
      parts.addAll(command("true"));
      parts.add(Expr.text("\n\nTo reject:"));
      parts.addAll(command("false"));
    }
    return Expr.join(parts);
  }

  private static List<Expr> command(String approved) {
    return List.of(
        Expr.text(
            "\naws stepfunctions send-task-success --task-output '{\"approved\":"
                + approved
                + "}' --task-token "),
        Expr.taskToken());
  }

  private static Expr link(Text page, String answer) {
    return Expr.join(
        List.of(
            page.expr(),
            Expr.text("?answer=" + answer + "&token="),
            Expr.call("$encodeUrlComponent({0})", Expr.taskToken())));
  }

  private static Outputs outputs() {
    Expr none = Expr.text("");
    return Outputs.of(
        Expr.fields()
            .and("approved", Expr.raw("{0} = true", Expr.result("approved")))
            .and("by", Expr.raw("$exists({0}) ? {0} : {1}", Expr.result("by"), none))
            .and("comment", Expr.raw("$exists({0}) ? {0} : {1}", Expr.result("comment"), none)));
  }
}
