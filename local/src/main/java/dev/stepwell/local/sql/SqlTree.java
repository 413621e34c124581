package dev.stepwell.local.sql;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * Questions as trees: what DuckDB's own parser makes of them, in the JSON of its {@code
 * json_serialize_sql}. So nobody here has to guess what is a table and what is a condition.
 */
public final class SqlTree {

  private SqlTree() {}

  /**
   * The tree of one question.
   *
   * @return the node of its SELECT or set operation
   * @throws SQLException if the text is no question, or more than one, with the parser's words and
   *     {@code at character N}
   */
  public static JsonObject parse(SqlSession session, String sql) throws SQLException {
    JsonObject parsed = (JsonObject) Json.parse(call(session, "json_serialize_sql", sql));
    JsonArray statements = parsed.array("statements");
    if (statements.length() != 1) {
      Json position = parsed.get("position");
      throw new SQLException(
          statements.length() > 1
              ? "one statement expected, but there are " + statements.length()
              : parsed.string("error_message")
                  + (position == null ? "" : " at character " + position.toJava()));
    }
    return ((JsonObject) statements.get(0)).object("node");
  }

  /** The text of a tree. */
  public static String print(SqlSession session, JsonObject node) throws SQLException {
    Json statement = JsonObject.of("node", node);
    JsonObject whole =
        JsonObject.of("error", Json.of(false), "statements", JsonArray.of(statement));
    return call(session, "json_deserialize_sql", whole.compact());
  }

  private static String call(SqlSession session, String function, String argument)
      throws SQLException {
    String cast = function.equals("json_deserialize_sql") ? "?::JSON" : "?::VARCHAR";
    try (PreparedStatement question =
        session.connection().prepareStatement("SELECT " + function + "(" + cast + ")::VARCHAR")) {
      question.setString(1, argument);
      try (ResultSet row = question.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  /** Shows every object of a tree to a visitor, parents first. */
  public static void walk(Json tree, Consumer<JsonObject> visitor) {
    if (tree instanceof JsonObject object) {
      visitor.accept(object);
      object.forEach((name, value) -> walk(value, visitor));
    } else if (tree instanceof JsonArray list) {
      list.forEach(each -> walk(each, visitor));
    }
  }
}
