package dev.stepwell.aws.yaml;

import dev.stepwell.aws.yaml.Yaml.Commented;
import dev.stepwell.aws.yaml.Yaml.Items;
import dev.stepwell.aws.yaml.Yaml.Mapping;
import dev.stepwell.aws.yaml.Yaml.Member;
import dev.stepwell.aws.yaml.Yaml.Plain;
import dev.stepwell.aws.yaml.Yaml.Tagged;
import dev.stepwell.aws.yaml.Yaml.Text;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Prints in block style, two spaces a level. A text is quoted only where YAML 1.1 or 1.2 would read
 * it as something else, as CloudFormation's tools read 1.1; a text of several lines becomes a
 * literal block.
 */
public final class YamlWriter {
  /** Words, paths and ARNs that mean themselves. */
  private static final Pattern SAFE = Pattern.compile("[A-Za-z/_$][A-Za-z0-9/_.$(){}=+*,; -]*");

  private static final Pattern WORD = Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|~");

  /** A colon is safe where no space follows, as in ARNs. */
  private static final Pattern ARN =
      Pattern.compile("[A-Za-z$][A-Za-z0-9/_.$(){}+*:-]*[A-Za-z0-9/*}]");

  private final StringBuilder out = new StringBuilder();

  private YamlWriter() {}

  /** The document, with a final line feed. */
  public static String write(Mapping document) {
    var writer = new YamlWriter();
    writer.members(document, 0, true);
    return writer.out.toString();
  }

  private void members(Mapping mapping, int indent, boolean startsLine) {
    boolean indented = startsLine;
    for (Map.Entry<String, Member> member : mapping.members().entrySet()) {
      if (!member.getValue().comment().isEmpty()) {
        if (!indented) {
          throw new IllegalArgumentException(
              "the comment belongs above the item: " + member.getValue().comment());
        }
        comment(member.getValue().comment(), indent);
      }
      if (indented) {
        out.append(" ".repeat(indent));
      }
      indented = true;
      out.append(quoted(member.getKey())).append(':');
      after(member.getValue().value(), indent);
    }
  }

  private void comment(String comment, int indent) {
    for (String line : comment.split("\n", -1)) {
      out.append(" ".repeat(indent)).append(line.isEmpty() ? "#" : "# " + line).append('\n');
    }
  }

  /** What follows a key or a dash, up to the end of the line or block. */
  private void after(Yaml value, int indent) {
    if (value instanceof Text text) {
      text(text.value(), indent);
    } else if (value instanceof Plain plain) {
      out.append(' ').append(plain.value()).append('\n');
    } else if (value instanceof Tagged tagged) {
      out.append(' ').append(tagged.tag());
      after(tagged.value(), indent);
    } else if (value instanceof Items items) {
      items(items.values(), indent + 2);
    } else if (value instanceof Mapping mapping) {
      if (mapping.isEmpty()) {
        out.append(" {}\n");
      } else {
        out.append('\n');
        members(mapping, indent + 2, true);
      }
    } else {
      throw new IllegalArgumentException("only the items of a list have comments: " + value);
    }
  }

  private void items(List<Yaml> items, int indent) {
    if (items.isEmpty()) {
      out.append(" []\n");
      return;
    }
    out.append('\n');
    for (Yaml each : items) {
      Yaml item = each;
      if (each instanceof Commented commented) {
        comment(commented.comment(), indent);
        item = commented.value();
      }
      out.append(" ".repeat(indent)).append('-');
      if (item instanceof Mapping mapping && !mapping.isEmpty()) {
        out.append(' ');
        members(mapping, indent + 2, false);
      } else {
        after(item, indent);
      }
    }
  }

  private void text(String text, int indent) {
    if (!text.contains("\n") || text.contains("\r") || text.startsWith(" ")) {
      out.append(' ').append(quoted(text)).append('\n');
      return;
    }
    out.append(text.endsWith("\n") ? " |\n" : " |-\n");
    if (text.endsWith("\n\n")) {
      throw new IllegalArgumentException("a text ends with empty lines: " + text);
    }
    for (String line : text.stripTrailing().split("\n", -1)) {
      out.append(line.isEmpty() ? "" : " ".repeat(indent + 2) + line).append('\n');
    }
  }

  private static String quoted(String text) {
    boolean plain =
        (SAFE.matcher(text).matches() || ARN.matcher(text).matches())
            && !WORD.matcher(text).matches()
            && text.equals(text.strip());
    if (plain) {
      return text;
    }
    boolean printable = text.chars().allMatch(c -> c >= ' ' && c <= '~');
    return printable ? "'" + text.replace("'", "''") + "'" : escaped(text);
  }

  private static String escaped(String text) {
    var escaped = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        escaped.append('\\').append(c);
      } else if (c == '\n') {
        escaped.append("\\n");
      } else if (c >= ' ' && c <= '~') {
        escaped.append(c);
      } else {
        escaped.append("\\u%04x".formatted((int) c));
      }
    }
    return escaped.append('"').toString();
  }
}
