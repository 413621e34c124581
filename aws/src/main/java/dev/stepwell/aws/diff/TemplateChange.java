package dev.stepwell.aws.diff;

import dev.stepwell.asl.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * One difference between two templates.
 *
 * @param section {@code Resources}, {@code Parameters}, {@code Outputs}, ...
 * @param name the element of the section, for resources their logical id
 * @param part what of the element, such as {@code Events.Cron.ScheduleExpression}; {@link #RIGHT}
 *     for a statement of a policy; empty for the whole element
 * @param before null for what is new
 * @param after null for what is gone
 */
public record TemplateChange(
    String section, String name, String part, @Nullable Json before, @Nullable Json after) {

  /** The part that is a statement of a policy, in its shape in IAM. */
  public static final String RIGHT = "Statement";

  /** As one line: {@code ~ Machine Events.Cron.State: "ENABLED" -> "DISABLED"}. */
  public String text() {
    String where = section.equals("Resources") ? name : section + "." + name;
    if (part.isEmpty()) {
      Json it = before == null ? after : before;
      return (before == null ? "+ " : "- ") + where + TemplateWords.type(it);
    } else if (part.equals(RIGHT)) {
      return before == null
          ? "~ " + where + "  + " + TemplateWords.right(after)
          : "~ " + where + "  - " + TemplateWords.right(before);
    } else if (before == null) {
      return "~ " + where + "  + " + part + ": " + TemplateWords.value(after);
    } else if (after == null) {
      return "~ " + where + "  - " + part + ": " + TemplateWords.value(before);
    }
    return "~ "
        + where
        + "  "
        + part
        + ": "
        + TemplateWords.value(before)
        + " -> "
        + TemplateWords.value(after);
  }
}
