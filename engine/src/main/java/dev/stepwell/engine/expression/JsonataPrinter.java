package dev.stepwell.engine.expression;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import dev.stepwell.asl.json.Json;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints a value as {@code $string} does: JSON whose numbers are spelled as JavaScript's. */
final class JsonataPrinter {

  private final StringBuilder out;
  private final boolean pretty;
  private int depth;

  JsonataPrinter(StringBuilder out, boolean pretty) {
    this.out = out;
    this.pretty = pretty;
  }

  void print(@Nullable Object value) {
    if (value == null || value == Jsonata.NULL_VALUE) {
      out.append("null");
    } else if (value instanceof String text) {
      out.append(Json.of(text).compact());
    } else if (value instanceof Number number) {
      out.append(JsonataNumbers.text(number));
    } else if (Functions.isLambda(value) || value instanceof Jsonata.JFunctionCallable) {
      out.append("\"\"");
    } else if (value instanceof Map<?, ?> map) {
      Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
      open('{');
      while (entries.hasNext()) {
        Map.Entry<?, ?> entry = entries.next();
        out.append(Json.of(String.valueOf(entry.getKey())).compact()).append(pretty ? ": " : ":");
        print(entry.getValue());
        separate(entries.hasNext());
      }
      close('}', map.isEmpty());
    } else if (value instanceof List<?> list) {
      Iterator<?> elements = list.iterator();
      open('[');
      while (elements.hasNext()) {
        print(elements.next());
        separate(elements.hasNext());
      }
      close(']', list.isEmpty());
    } else {
      out.append(value);
    }
  }

  private void open(char bracket) {
    out.append(bracket);
    depth++;
    line();
  }

  private void separate(boolean more) {
    if (more) {
      out.append(',');
      line();
    }
  }

  private void close(char bracket, boolean empty) {
    depth--;
    if (empty && pretty) {
      out.setLength(out.lastIndexOf("\n"));
    } else {
      line();
    }
    out.append(bracket);
  }

  private void line() {
    if (pretty) {
      out.append('\n').append("  ".repeat(depth));
    }
  }
}
