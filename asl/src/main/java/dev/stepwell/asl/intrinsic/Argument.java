package dev.stepwell.asl.intrinsic;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.path.JsonPath;
import java.util.List;

/** What stands in an intrinsic call: a constant, a path, or another call. */
public sealed interface Argument {

  /** A number, {@code true}, {@code false} or {@code null}. */
  record Constant(Json value) implements Argument {}

  /**
   * A text in single quotes.
   *
   * @param raw the text between the quotes with its escapes; a template of {@code States.Format}
   *     tells <code>{}</code> and <code>\{\}</code> apart
   * @param value the text it stands for
   */
  record Text(String raw, String value) implements Argument {}

  /**
   * A path.
   *
   * @param text as written
   * @param path as understood
   */
  record Path(String text, JsonPath path) implements Argument {}

  /**
   * A call.
   *
   * @param function which
   * @param arguments in order
   * @param text as written
   */
  record Call(IntrinsicFunction function, List<Argument> arguments, String text)
      implements Argument {

    /** Copies the arguments. */
    public Call {
      arguments = List.copyOf(arguments);
    }

    /**
     * Reads a call such as {@code States.Format('{}', $.x)}.
     *
     * @throws IntrinsicSyntaxException if the text is none; the message says where and why
     */
    public static Call parse(String text) {
      return new IntrinsicParser(text).parse();
    }
  }
}
