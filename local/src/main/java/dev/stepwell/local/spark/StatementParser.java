package dev.stepwell.local.spark;

import dev.stepwell.local.spark.SparkStatement.Field;
import dev.stepwell.local.spark.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Recognizes the statements that a script may have. */
final class StatementParser {

  private static final String SUPPORTED =
      "supported are CREATE [OR REPLACE] TEMPORARY VIEW ... USING csv|json|parquet OPTIONS (...),"
          + " CREATE [OR REPLACE] TEMPORARY VIEW ... AS query, INSERT OVERWRITE DIRECTORY 's3://...'"
          + " USING parquet|csv|json query, DROP VIEW, and queries";

  private final List<Token> tokens;
  private int at;

  private StatementParser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * What a statement asks for.
   *
   * @throws SparkScriptException saying what is supported, if it is nothing of that
   */
  static SparkStatement parse(String statement) {
    return new StatementParser(Tokenizer.tokens(statement)).statement();
  }

  private SparkStatement statement() {
    if (accept("create")) {
      boolean replace = accept("or");
      if (replace) {
        expect("replace");
      }
      if (!accept("temporary") && !accept("temp")) {
        throw unsupported("CREATE of something that is no temporary view");
      }
      expect("view");
      return view(name(), replace);
    }
    if (accept("insert")) {
      expect("overwrite");
      if (!accept("directory")) {
        throw unsupported("INSERT OVERWRITE into something that is no DIRECTORY");
      }
      String path = string("the directory");
      expect("using");
      String format = name().toLowerCase(Locale.ROOT);
      Map<String, String> options = accept("options") ? options() : Map.of();
      return new SparkStatement.InsertDirectory(path, format, options, rest());
    }
    if (accept("drop")) {
      expect("view");
      boolean ifExists = accept("if");
      if (ifExists) {
        expect("exists");
      }
      return new SparkStatement.DropView(name(), ifExists);
    }
    Token first = peek();
    if (first != null && (first.isWord("select") || first.isWord("with") || first.isSymbol("("))) {
      return new SparkStatement.Query(rest());
    }
    throw unsupported(first == null ? "an empty statement" : first.text().toUpperCase(Locale.ROOT));
  }

  private SparkStatement view(String name, boolean replace) {
    List<Field> fields = peekSymbol("(") ? fields() : null;
    if (accept("using")) {
      String format = name().toLowerCase(Locale.ROOT);
      Map<String, String> options = accept("options") ? options() : Map.of();
      if (peek() != null) {
        throw unsupported("'" + peek().text() + "' behind OPTIONS");
      }
      return new SparkStatement.FileView(name, replace, fields, format, options);
    }
    expect("as");
    List<String> names = fields == null ? List.of() : fields.stream().map(Field::name).toList();
    return new SparkStatement.QueryView(name, replace, names, rest());
  }

  private List<Field> fields() {
    expectSymbol("(");
    List<Field> fields = new ArrayList<>();
    do {
      String name = name();
      StringBuilder type = new StringBuilder();
      int depth = 0;
      for (Token next = peek();
          next != null && (depth > 0 || !(next.isSymbol(",") || next.isSymbol(")")));
          next = peek()) {
        if (next.isWord("not") || next.isWord("comment")) {
          throw unsupported(next.text().toUpperCase(Locale.ROOT) + " in a list of columns");
        }
        depth += next.isSymbol("(") || next.isSymbol("<") ? 1 : 0;
        depth -= next.isSymbol(")") || next.isSymbol(">") ? 1 : 0;
        type.append(next.text());
        take();
      }
      fields.add(new Field(name, type.toString()));
    } while (acceptSymbol(","));
    expectSymbol(")");
    return fields;
  }

  private Map<String, String> options() {
    expectSymbol("(");
    Map<String, String> options = new LinkedHashMap<>();
    do {
      StringBuilder key = new StringBuilder(name());
      while (acceptSymbol(".")) {
        key.append('.').append(name());
      }
      acceptSymbol("=");
      Token value = take();
      options.put(key.toString().toLowerCase(Locale.ROOT), value.value());
    } while (acceptSymbol(","));
    expectSymbol(")");
    return options;
  }

  private List<Token> rest() {
    List<Token> rest = List.copyOf(tokens.subList(at, tokens.size()));
    if (rest.stream().allMatch(Token::isSpace)) {
      throw new SparkScriptException("a query is missing at its end");
    }
    at = tokens.size();
    return rest;
  }

  private @Nullable Token peek() {
    while (at < tokens.size() && tokens.get(at).isSpace()) {
      at++;
    }
    return at < tokens.size() ? tokens.get(at) : null;
  }

  private Token take() {
    Token next = peek();
    if (next == null) {
      throw new SparkScriptException("it ends too early");
    }
    at++;
    return next;
  }

  private boolean accept(String word) {
    Token next = peek();
    boolean found = next != null && next.isWord(word);
    at += found ? 1 : 0;
    return found;
  }

  private boolean peekSymbol(String symbol) {
    Token next = peek();
    return next != null && next.isSymbol(symbol);
  }

  private boolean acceptSymbol(String symbol) {
    boolean found = peekSymbol(symbol);
    at += found ? 1 : 0;
    return found;
  }

  private void expect(String word) {
    if (!accept(word)) {
      throw unexpected(word.toUpperCase(Locale.ROOT));
    }
  }

  private void expectSymbol(String symbol) {
    if (!acceptSymbol(symbol)) {
      throw unexpected("'" + symbol + "'");
    }
  }

  private String name() {
    Token next = take();
    if (next.kind() != Kind.WORD && next.kind() != Kind.NAME && next.kind() != Kind.STRING) {
      at--;
      throw unexpected("a name");
    }
    return next.value();
  }

  private String string(String what) {
    Token next = take();
    if (next.kind() != Kind.STRING) {
      at--;
      throw unexpected(what + " in quotes");
    }
    return next.value();
  }

  private SparkScriptException unexpected(String wanted) {
    Token next = peek();
    return unsupported(
        (next == null ? "its end" : "'" + next.text() + "'") + " where " + wanted + " should be");
  }

  private static SparkScriptException unsupported(String what) {
    return new SparkScriptException(what + " is not supported here; " + SUPPORTED);
  }
}
