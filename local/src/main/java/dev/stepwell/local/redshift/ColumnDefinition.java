package dev.stepwell.local.redshift;

import dev.stepwell.local.sql.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table that is made.
 *
 * @param defaultSql the default in DuckDB's SQL; null for none
 * @param identity the first value and the step of an IDENTITY column; empty for any other
 * @param attributes what only Redshift knows, as it was written: ENCODE, DISTKEY, keys
 */
record ColumnDefinition(
    String name,
    RedshiftType type,
    boolean notNull,
    @Nullable String defaultSql,
    List<Integer> identity,
    List<String> attributes) {

  /** The attribute of a column that cannot be written to. */
  static final String IDENTITY = "identity";

  private static final Set<String> AFTER_DEFAULT =
      Set.of(
          "not",
          "null",
          "encode",
          "distkey",
          "sortkey",
          "primary",
          "unique",
          "references",
          "collate",
          "identity",
          "generated");

  /** Reads one item of {@code CREATE TABLE}'s list. */
  static ColumnDefinition parse(List<Token> item, Dialect dialect) throws WarehouseException {
    Cursor cursor = new Cursor(item);
    String name = cursor.name();
    RedshiftType type = RedshiftType.parse(cursor);
    boolean notNull = false;
    String defaultSql = null;
    List<Integer> identity = new ArrayList<>();
    List<String> attributes = new ArrayList<>();
    while (!cursor.atEnd()) {
      if (cursor.take("not", "null")) {
        notNull = true;
      } else if (cursor.take("null")) {
        notNull = false;
      } else if (cursor.take("default")) {
        defaultSql = dialect.sql(expression(cursor));
      } else if (cursor.take("encode")) {
        attributes.add("encode " + cursor.name());
      } else if (cursor.take("distkey")) {
        attributes.add("distkey");
      } else if (cursor.take("sortkey")) {
        attributes.add("sortkey");
      } else if (cursor.take("unique")) {
        attributes.add("unique");
      } else if (cursor.take("primary", "key")) {
        attributes.add("primary key");
        notNull = true;
      } else if (cursor.take("references")) {
        attributes.add("references " + cursor.table().shown());
        if (cursor.sees("(")) {
          cursor.names();
        }
      } else if (cursor.sees("identity") || cursor.sees("generated")) {
        if (cursor.take("identity")) {
          attributes.add(IDENTITY);
        } else if (!cursor.take("generated", "by", "default", "as", "identity")) {
          throw cursor.unexpected();
        }
        cursor.expect("(");
        identity.add(cursor.number());
        cursor.expect(",");
        identity.add(cursor.number());
        cursor.expect(")");
        notNull = true;
      } else if (cursor.take("collate")) {
        attributes.add("collate " + cursor.name());
      } else {
        throw cursor.unexpected();
      }
    }
    return new ColumnDefinition(
        name, type, notNull, defaultSql, List.copyOf(identity), List.copyOf(attributes));
  }

  private static List<Token> expression(Cursor cursor) throws WarehouseException {
    List<Token> expression = new ArrayList<>();
    int depth = 0;
    while (!cursor.atEnd()) {
      Token token = cursor.peek();
      if (token == null
          || (depth == 0
              && !expression.isEmpty()
              && token.kind() == Token.Kind.WORD
              && AFTER_DEFAULT.contains(token.text()))) {
        break;
      }
      depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      expression.add(cursor.next());
    }
    return expression;
  }

  /** Whether the database alone counts the column's values. */
  boolean isIdentity() {
    return attributes.contains(IDENTITY);
  }

  /** This column, whose values whoever writes to it gives. */
  ColumnDefinition withoutIdentity() {
    List<String> others = attributes.stream().filter(each -> !each.equals(IDENTITY)).toList();
    return new ColumnDefinition(name, type, notNull, defaultSql, List.of(), others);
  }

  /** The column in DuckDB's {@code CREATE TABLE}. */
  String sql(@Nullable String sequence) {
    StringBuilder sql = new StringBuilder(SqlText.name(name)).append(' ').append(type.duckDb());
    if (notNull) {
      sql.append(" NOT NULL");
    }
    if (sequence != null) {
      sql.append(" DEFAULT nextval(").append(SqlText.literal(sequence)).append(')');
    } else if (defaultSql != null) {
      sql.append(" DEFAULT (").append(defaultSql).append(')');
    }
    if (type.maxBytes() > 0) {
      sql.append(" CHECK (strlen(")
          .append(SqlText.name(name))
          .append(") <= ")
          .append(type.maxBytes())
          .append(')');
    }
    return sql.toString();
  }
}
