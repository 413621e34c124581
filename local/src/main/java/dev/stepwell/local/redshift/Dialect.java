package dev.stepwell.local.redshift;

import static java.util.Objects.requireNonNull;

import dev.stepwell.local.sql.SqlText;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes tokens as DuckDB's SQL: parameters become literals, the clock's functions literals of the
 * time of the statement, and functions that only Redshift has what they mean. For one statement.
 */
final class Dialect {

  private static final Set<String> DATE_PART_FIRST =
      Set.of("datediff", "date_diff", "dateadd", "date_add");

  private static final Map<String, String> RENAMED =
      Map.of(
          "nvl", "coalesce",
          "dateadd", "redshift_dateadd",
          "date_add", "redshift_dateadd",
          "json_parse", "json",
          "json_serialize", "redshift_json_serialize",
          "is_valid_json", "json_valid",
          "can_json_parse", "json_valid",
          "get_array_length", "json_array_length");

  /** The macro that gives the text of a value without the quotes of JSON. */
  static final String TEXT = "redshift_text";

  /** What functions tell of the session. */
  record Facts(
      String user, String database, long lastCopyCount, long lastCopyId, long lastUnloadCount) {}

  private final Map<String, String> parameters;
  private final LocalDateTime now;
  private final Facts facts;
  private final Set<String> used = new LinkedHashSet<>();

  Dialect(Map<String, String> parameters, Instant now, Facts facts) {
    this.parameters = parameters;
    this.now = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
    this.facts = facts;
  }

  /** The parameters that the statements name. */
  static Set<String> parametersOf(List<Token> tokens) {
    Set<String> names = new TreeSet<>();
    for (Token token : tokens) {
      if (token.kind() == Token.Kind.PARAMETER) {
        names.add(token.text());
      }
    }
    return names;
  }

  /** The functions that have to be defined before the SQL runs. */
  List<String> macros() {
    return MACROS.keySet().stream().filter(used::contains).toList();
  }

  /** All functions that can be defined. */
  static Set<String> allMacros() {
    return MACROS.keySet();
  }

  /** The statement that defines one of them. */
  static String macro(String name) {
    return requireNonNull(MACROS.get(name), name);
  }

  String sql(List<Token> given) throws WarehouseException {
    List<Token> tokens = Super.unnested(given);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.spaced() && !out.isEmpty()) {
        out.append(' ');
      }
      if (token.kind() == Token.Kind.PARAMETER) {
        out.append(SqlText.literal(parameters.getOrDefault(token.text(), "")));
      } else if (token.kind() != Token.Kind.WORD) {
        out.append(token.sql());
      } else if (isCall(tokens, i)) {
        i = call(tokens, i, out);
      } else {
        out.append(word(tokens, i));
      }
    }
    return out.toString();
  }

  private static boolean isCall(List<Token> tokens, int at) {
    return at + 1 < tokens.size()
        && tokens.get(at + 1).is("(")
        && (at == 0 || !tokens.get(at - 1).is("."));
  }

  /** Writes a call's name, or all of the call; gives the index of the last token written. */
  private int call(List<Token> tokens, int at, StringBuilder out) {
    String name = tokens.get(at).text();
    boolean empty = at + 2 < tokens.size() && tokens.get(at + 2).is(")");
    if (empty && name.equals("getdate")) {
      out.append(timestamp(now.truncatedTo(ChronoUnit.SECONDS)));
      return at + 2;
    }
    String fact = empty ? fact(name) : "";
    if (!fact.isEmpty()) {
      out.append(fact);
      return at + 2;
    }
    String renamed = RENAMED.getOrDefault(name, name);
    used.add(renamed);
    out.append(renamed);
    if (DATE_PART_FIRST.contains(name)
        && at + 2 < tokens.size()
        && tokens.get(at + 2).kind() == Token.Kind.WORD) {
      out.append('(').append(SqlText.literal(tokens.get(at + 2).text()));
      return at + 2;
    }
    return at;
  }

  /** The value of a function that tells of the session; empty for any other. */
  private String fact(String name) {
    return switch (name) {
      case "current_database" -> SqlText.literal(facts.database());
      case "pg_last_copy_count" -> Long.toString(facts.lastCopyCount());
      case "pg_last_copy_id" -> Long.toString(facts.lastCopyId());
      case "pg_last_unload_count" -> Long.toString(facts.lastUnloadCount());
      case "pg_backend_pid" -> Integer.toString(WarehouseSession.PID);
      default -> "";
    };
  }

  private String word(List<Token> tokens, int at) {
    boolean qualified = at > 0 && tokens.get(at - 1).is(".");
    String word = tokens.get(at).text();
    if (qualified) {
      return word;
    }
    return switch (word) {
      case "sysdate" -> timestamp(now);
      case "current_user", "session_user" -> SqlText.literal(facts.user());
      case "current_date" -> "DATE '" + now.toLocalDate() + "'";
      default -> word;
    };
  }

  private static String timestamp(LocalDateTime time) {
    return "TIMESTAMP '" + time.truncatedTo(ChronoUnit.MICROS).toString().replace('T', ' ') + "'";
  }

  /** What {@code DATEADD} is in DuckDB. */
  private static final String DATE_ADD =
      """
      CREATE OR REPLACE TEMP MACRO redshift_dateadd(part, n, d) AS
        CAST(d AS TIMESTAMP) + CASE rtrim(lower(part), 's')
          WHEN 'second' THEN to_seconds(CAST(n AS BIGINT))
          WHEN 'minute' THEN to_minutes(CAST(n AS BIGINT))
          WHEN 'hour' THEN to_hours(CAST(n AS BIGINT))
          WHEN 'day' THEN to_days(CAST(n AS INTEGER))
          WHEN 'week' THEN to_weeks(CAST(n AS INTEGER))
          WHEN 'month' THEN to_months(CAST(n AS INTEGER))
          WHEN 'quarter' THEN to_months(3 * CAST(n AS INTEGER))
          WHEN 'year' THEN to_years(CAST(n AS INTEGER))
          ELSE error('dateadd: the date part ' || part || ' is not known here') END""";

  private static final Map<String, String> MACROS =
      Map.of(
          "redshift_dateadd",
          DATE_ADD,
          TEXT,
          """
          CREATE OR REPLACE TEMP MACRO redshift_text(x) AS
            CASE WHEN typeof(x) = 'JSON'
              THEN json_extract_string(TRY_CAST(CAST(x AS VARCHAR) AS JSON), '$')
              ELSE CAST(x AS VARCHAR) END""",
          "redshift_json_serialize",
          """
          CREATE OR REPLACE TEMP MACRO redshift_json_serialize(x) AS CAST(to_json(x) AS VARCHAR)""");
}
