package dev.stepwell.local.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces the S3 addresses in SQL text by local paths. */
final class S3Addresses {

  private static final Pattern ADDRESS = Pattern.compile("s3[an]?://([^/]+)/?(.*)", Pattern.DOTALL);

  private final S3Locations locations;

  S3Addresses(S3Locations locations) {
    this.locations = locations;
  }

  S3Locations locations() {
    return locations;
  }

  /**
   * The SQL with every string literal that is an S3 address replaced by its path. Literals inside
   * comments, quoted names and other texts stay.
   */
  String localize(String sql) {
    if (!sql.contains("s3")) {
      return sql;
    }
    StringBuilder out = new StringBuilder(sql.length() + 64);
    int at = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      int end;
      if (c == '\'') {
        end = SqlText.endOfQuoted(sql, at);
        out.append(localizeLiteral(sql.substring(at, end)));
      } else if (c == '"') {
        end = SqlText.endOfQuoted(sql, at);
        out.append(sql, at, end);
      } else {
        end = SqlText.endOfComment(sql, at);
        if (end == at) {
          end = at + 1;
        }
        out.append(sql, at, end);
      }
      at = end;
    }
    return out.toString();
  }

  private String localizeLiteral(String literal) {
    if (literal.length() < 2 || !literal.endsWith("'")) {
      return literal;
    }
    String value = literal.substring(1, literal.length() - 1).replace("''", "'");
    String local = localizeAddress(value);
    return local.equals(value) ? literal : SqlText.literal(local);
  }

  /** The path of an address; any other text as it is. */
  String localizeAddress(String text) {
    Matcher address = ADDRESS.matcher(text);
    if (!address.matches()) {
      return text;
    }
    String key = address.group(2);
    String path = locations.path(address.group(1), key).toString();
    return key.endsWith("/") && !path.endsWith("/") ? path + "/" : path;
  }
}
