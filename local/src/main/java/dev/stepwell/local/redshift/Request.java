package dev.stepwell.local.redshift;

import static dev.stepwell.local.service.ServiceException.refused;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.local.service.ServiceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads and checks what execute calls have in common. */
final class Request {

  private static final int MAX_STATEMENT = 100_000;
  private static final int MAX_BATCH = 40;
  private static final Set<String> NOT_HERE =
      Set.of("SessionId", "SessionKeepAliveSeconds", "WithEvent", "ResultFormat");

  private Request() {}

  static ServiceException invalid(String message) {
    return refused("ValidationException", message);
  }

  /** The statements of a call, each at most 100 KB. */
  static List<String> statements(JsonObject arguments) throws ServiceException {
    List<String> statements = new ArrayList<>();
    String one = arguments.string("Sql");
    if (one != null) {
      statements.add(one);
    }
    for (Json each : arguments.array("Sqls")) {
      statements.add(each instanceof JsonString text ? text.value() : each.compact());
    }
    if (statements.isEmpty() || statements.size() > MAX_BATCH) {
      throw invalid(
          "Sqls takes 1 to %d statements, but has %d".formatted(MAX_BATCH, statements.size()));
    }
    for (String statement : statements) {
      if (statement.isBlank() || statement.length() > MAX_STATEMENT) {
        throw invalid(
            "A statement has 1 to %d characters, not %d"
                .formatted(MAX_STATEMENT, statement.length()));
      }
    }
    for (String name : NOT_HERE) {
      Json given = arguments.get(name);
      if (given != null
          && !"JSON".equals(given.toJava())
          && !Boolean.FALSE.equals(given.toJava())) {
        throw invalid(name + " is not supported by the local warehouse");
      }
    }
    return statements;
  }

  /** The parameters' values by name; each has to be used by a statement. */
  static Map<String, String> parameters(JsonObject arguments, List<String> statements)
      throws ServiceException {
    Map<String, String> values = new LinkedHashMap<>();
    for (Json each : arguments.array("Parameters")) {
      JsonObject parameter = (JsonObject) each;
      String name = parameter.string("Name");
      String value = parameter.string("Value");
      if (name == null || !name.matches("[0-9a-zA-Z_]+")) {
        throw invalid("Parameter names match [0-9a-zA-Z_]+, but this does not: " + name);
      }
      if (value == null || value.isEmpty()) {
        throw invalid("The value of parameter '" + name + "' must have at least 1 character");
      }
      values.put(name, value);
    }
    Set<String> used = new TreeSet<>();
    for (String statement : statements) {
      try {
        used.addAll(Dialect.parametersOf(Lexer.tokens(statement)));
      } catch (WarehouseException unreadable) {
        return values;
      }
    }
    Set<String> unused = new TreeSet<>(values.keySet());
    unused.removeAll(used);
    if (!unused.isEmpty()) {
      throw invalid("Parameters list contains unused parameters. Unused parameters: " + unused);
    }
    used.removeAll(values.keySet());
    if (!used.isEmpty()) {
      throw invalid("Parameters are missing for the placeholders " + used);
    }
    return values;
  }

  /** The target as answers show it. */
  static JsonObject target(JsonObject arguments) throws ServiceException {
    String workgroup = arguments.string("WorkgroupName");
    String cluster = arguments.string("ClusterIdentifier");
    if ((workgroup == null) == (cluster == null)) {
      throw invalid("Give either WorkgroupName or ClusterIdentifier, and not both");
    }
    String database = arguments.string("Database");
    if (database == null) {
      throw invalid("Database is required when there is no SessionId");
    }
    return JsonObject.builder()
        .putIfPresent("ClusterIdentifier", cluster)
        .put("Database", database)
        .putIfPresent("DbUser", arguments.string("DbUser"))
        .putIfPresent("WorkgroupName", workgroup)
        .build();
  }
}
