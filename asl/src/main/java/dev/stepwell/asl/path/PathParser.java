package dev.stepwell.asl.path;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads paths in the dialect of the Jayway library, with the roots of Step Functions. */
final class PathParser {

  private final String text;
  private final List<Segment> segments = new ArrayList<>();
  private int at;

  PathParser(String text) {
    this.text = text.stripTrailing();
  }

  JsonPath parse() {
    if (!text.startsWith("$")) {
      throw problem("it has to start with '$'");
    }
    at = 1;
    JsonPath.Root root = JsonPath.Root.DATA;
    String variable = null;
    if (peek('$')) {
      at++;
      root = JsonPath.Root.CONTEXT;
    } else if (startsName()) {
      root = JsonPath.Root.VARIABLE;
      variable = variable();
    }
    while (at < text.length()) {
      segment();
    }
    if (!segments.isEmpty() && segments.get(segments.size() - 1) instanceof Segment.Descendants) {
      throw problem("it must not end with '..'");
    }
    return new JsonPath(root, variable, segments);
  }

  private boolean startsName() {
    return at < text.length()
        && (text.charAt(at) == '_' || Character.isUnicodeIdentifierStart(text.codePointAt(at)));
  }

  private String variable() {
    int start = at;
    while (at < text.length() && Character.isUnicodeIdentifierPart(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private void segment() {
    char c = text.charAt(at);
    if (c == '[') {
      at++;
      bracket();
    } else if (c == '.') {
      at++;
      if (peek('.')) {
        at++;
        segments.add(new Segment.Descendants());
      }
      // Jayway lets a bracket follow a dot: $.[0] is $[0].
      if (!peek('[')) {
        dotted();
      }
    } else {
      throw problem("a step starts with '.' or '['");
    }
  }

  private void dotted() {
    if (peek('*')) {
      at++;
      segments.add(new Segment.Wildcard());
      return;
    }
    int start = at;
    while (at < text.length() && ".[( ".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (at == start) {
      throw problem("a name is missing behind '.'");
    }
    if (peek(' ')) {
      throw problem("a name with a blank has to be written ['my name']");
    }
    String name = text.substring(start, at);
    if (peek('(')) {
      int open = at;
      int close = closing('(', ')');
      segments.add(new Segment.Call(name, text.substring(open + 1, close)));
    } else {
      segments.add(new Segment.Child(name));
    }
  }

  private void bracket() {
    blanks();
    if (peek('*')) {
      at++;
      segments.add(new Segment.Wildcard());
    } else if (peek('\'') || peek('"')) {
      names();
    } else if (peek('?')) {
      at++;
      blanks();
      if (!peek('(')) {
        throw problem("a filter is written [?(...)]");
      }
      int open = at;
      int close = closing('(', ')');
      segments.add(new Segment.Filter(text.substring(open + 1, close)));
    } else {
      places();
    }
    blanks();
    if (!peek(']')) {
      throw problem("']' is missing");
    }
    at++;
  }

  private void names() {
    List<String> names = new ArrayList<>();
    while (true) {
      names.add(quoted());
      blanks();
      if (!peek(',')) {
        break;
      }
      at++;
      blanks();
    }
    segments.add(names.size() == 1 ? new Segment.Child(names.get(0)) : new Segment.Children(names));
  }

  private String quoted() {
    if (!peek('\'') && !peek('"')) {
      throw problem("a quoted name is missing");
    }
    char quote = text.charAt(at++);
    StringBuilder name = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      name.append(text.charAt(at++));
    }
    if (at >= text.length()) {
      throw problem("a closing quote is missing");
    }
    at++;
    return name.toString();
  }

  private void places() {
    Integer first = place();
    blanks();
    if (peek(':')) {
      at++;
      blanks();
      segments.add(new Segment.Slice(first, place()));
      return;
    }
    if (first == null) {
      throw problem("a name, a place, a filter or '*' is missing between '[' and ']'");
    }
    List<Integer> all = new ArrayList<>();
    all.add(first);
    while (peek(',')) {
      at++;
      blanks();
      Integer next = place();
      if (next == null) {
        throw problem("a place is missing behind ','");
      }
      all.add(next);
      blanks();
    }
    segments.add(all.size() == 1 ? new Segment.Index(first) : new Segment.Indices(all));
  }

  private @Nullable Integer place() {
    int start = at;
    if (peek('-')) {
      at++;
    }
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == start) {
      return null;
    }
    try {
      return Integer.valueOf(text.substring(start, at));
    } catch (NumberFormatException e) {
      throw problem("'" + text.substring(start, at) + "' is no place in an array");
    }
  }

  /** Moves behind the bracket that closes the one here; says where it is. Quotes are skipped. */
  private int closing(char opening, char closing) {
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"') {
        quoted();
        continue;
      }
      at++;
      if (c == opening) {
        depth++;
      } else if (c == closing && --depth == 0) {
        return at - 1;
      }
    }
    throw problem("'" + closing + "' is missing");
  }

  private boolean peek(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private void blanks() {
    while (peek(' ')) {
      at++;
    }
  }

  private PathSyntaxException problem(String what) {
    return new PathSyntaxException(text, at, what);
  }
}
