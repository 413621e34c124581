package dev.stepwell.local.redshift;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lines whose fields have widths; a line that is too short has fewer fields. */
final class FixedWidthRecords implements Records {

  private final BufferedReader in;
  private final List<Integer> widths;
  private final String nullAs;
  private final List<@Nullable String> fields = new ArrayList<>();
  private long line;

  FixedWidthRecords(Reader in, List<Integer> widths, String nullAs) {
    this.in = new BufferedReader(in);
    this.widths = widths;
    this.nullAs = nullAs;
  }

  /** The widths of {@code 'name:width,name:width'}; the names are labels only. */
  static List<Integer> widths(String spec) throws WarehouseException {
    List<Integer> widths = new ArrayList<>();
    for (String part : spec.split(",", -1)) {
      String width = part.substring(part.indexOf(':') + 1).strip();
      if (part.indexOf(':') < 1 || !width.matches("[1-9][0-9]{0,5}")) {
        throw new WarehouseException(
            "FIXEDWIDTH takes 'label:width,label:width', but '%s' has the part '%s'"
                .formatted(spec, part));
      }
      widths.add(Integer.valueOf(width));
    }
    return widths;
  }

  @Override
  public boolean next() throws IOException {
    fields.clear();
    String text = in.readLine();
    if (text == null) {
      return false;
    }
    line++;
    int at = 0;
    for (int width : widths) {
      if (at > text.length() || (at == text.length() && at > 0)) {
        break;
      }
      String field = text.substring(at, Math.min(text.length(), at + width));
      fields.add(field.strip().equals(nullAs) ? null : field);
      at += width;
    }
    return true;
  }

  @Override
  public List<@Nullable String> fields() {
    return fields;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public @Nullable Problem problem() {
    return null;
  }
}
