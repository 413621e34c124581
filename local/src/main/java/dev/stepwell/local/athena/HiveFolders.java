package dev.stepwell.local.athena;

import dev.stepwell.local.glue.Column;
import dev.stepwell.local.glue.Partition;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Folders {@code key=value/}, as Hive names them: some characters of values are escaped. */
final class HiveFolders {

  private static final String ESCAPED = "\"#%'*/:=?\\{}[]^\u007f";

  private HiveFolders() {}

  /** The path of the folder of a partition below that of its table; it ends in a slash. */
  static String path(List<Column> keys, List<String> values) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < keys.size(); i++) {
      path.append(escape(keys.get(i).name())).append('=').append(escape(values.get(i)));
      path.append('/');
    }
    return path.toString();
  }

  private static String escape(String value) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || ESCAPED.indexOf(c) >= 0) {
        escaped.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      } else {
        escaped.append(c);
      }
    }
    String text = escaped.toString();
    // A folder of these names would not be below its table.
    return text.equals(".") || text.equals("..") ? text.replace(".", "%2E") : text;
  }

  /**
   * The values in the path of a file below its table.
   *
   * @return empty if its folders are not those of the keys, in their order
   */
  static Optional<List<String>> values(List<Column> keys, String path) {
    String[] segments = path.split("/", -1);
    if (segments.length <= keys.size()) {
      return Optional.empty();
    }
    List<String> values = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      String prefix = keys.get(i).name() + "=";
      if (!segments[i].startsWith(prefix) || segments[i].length() == prefix.length()) {
        return Optional.empty();
      }
      values.add(unescape(segments[i].substring(prefix.length())));
    }
    return Optional.of(values);
  }

  /** Where the folder of a file's partition ends in its path. */
  static String folder(List<Column> keys, String path) {
    int end = 0;
    for (int i = 0; i < keys.size(); i++) {
      end = path.indexOf('/', end) + 1;
    }
    return path.substring(0, end);
  }

  private static String unescape(String value) {
    if (value.equals(Partition.NULL) || value.indexOf('%') < 0) {
      return value;
    }
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEscaped) {
      return value;
    }
  }
}
