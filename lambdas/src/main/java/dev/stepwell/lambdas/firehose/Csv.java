package dev.stepwell.lambdas.firehose;

import java.util.ArrayList;
import java.util.List;

/** Splits one line of CSV as RFC 4180 has it, without line feeds inside of quotes. */
final class Csv {
  private Csv() {}

  static List<String> split(String line) throws InvalidFlightException {
    var fields = new ArrayList<String>();
    var field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    if (quoted) {
      throw new InvalidFlightException("a quote is opened and not closed");
    }
    fields.add(field.toString());
    return fields;
  }
}
