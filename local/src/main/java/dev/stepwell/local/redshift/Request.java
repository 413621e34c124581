package dev.stepwell.local.redshift;

import static dev.stepwell.local.service.ServiceException.refused;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonBoolean;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.local.service.ServiceException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An execute call, read and checked.
 *
 * @param texts the statements
 * @param parameters the parameters' values by name
 * @param target what to connect to, as answers show it; null if the call names a session
 * @param sessionId the session to run in; null for one of its own
 * @param keepAlive how long the session is kept afterwards; null if not said
 */
record Request(
    List<String> texts,
    Map<String, String> parameters,
    @Nullable JsonObject target,
    @Nullable String sessionId,
    @Nullable Duration keepAlive) {

  private static final int MAX_STATEMENT = 100_000;
  private static final int MAX_BATCH = 40;
  private static final int MAX_ALIVE = 86_400;
  private static final int MAX_WAIT = 30;
  private static final List<String> CONNECTION =
      List.of("ClusterIdentifier", "Database", "DbUser", "SecretArn", "WorkgroupName");

  static ServiceException invalid(String message) {
    return refused("ValidationException", message);
  }

  static Request of(JsonObject arguments) throws ServiceException {
    List<String> texts = statements(arguments);
    checkLength(arguments, "ClientToken", 1, 64);
    checkLength(arguments, "StatementName", 0, 500);
    checkChoice(arguments, "ResultFormat", "JSON", "CSV");
    checkChoice(arguments, "ExecutionMode", "TRANSACTION", "AUTO_COMMIT");
    if (arguments.has("WithEvent") && !(arguments.get("WithEvent") instanceof JsonBoolean)) {
      throw invalid("WithEvent must be true or false");
    }
    wait(arguments);
    Integer alive = number(arguments, "SessionKeepAliveSeconds", 0, MAX_ALIVE);
    String session = arguments.string("SessionId");
    if (session != null) {
      for (String name : CONNECTION) {
        if (arguments.has(name)) {
          throw invalid(
              "%s cannot be given together with SessionId; the session is connected already"
                  .formatted(name));
        }
      }
    }
    return new Request(
        texts,
        parameters(arguments, texts),
        session == null ? target(arguments) : null,
        session,
        alive == null ? null : Duration.ofSeconds(alive));
  }

  /** How long the call may wait for the statement's end; zero if not said. */
  static Duration wait(JsonObject arguments) throws ServiceException {
    Integer seconds = number(arguments, "WaitTimeSeconds", 1, MAX_WAIT);
    return seconds == null ? Duration.ZERO : Duration.ofSeconds(seconds);
  }

  /** A whole number of a range; null if it is not there. */
  static @Nullable Integer number(JsonObject arguments, String name, int least, int most)
      throws ServiceException {
    Json value = arguments.get(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof JsonNumber number)
        || number.doubleValue() != Math.rint(number.doubleValue())
        || number.doubleValue() < least
        || number.doubleValue() > most) {
      throw invalid(
          "%s must be a whole number from %d to %d, not %s"
              .formatted(name, least, most, value.compact()));
    }
    return (int) number.longValue();
  }

  private static void checkLength(JsonObject arguments, String name, int least, int most)
      throws ServiceException {
    Json value = arguments.get(name);
    if (value == null) {
      return;
    }
    if (!(value instanceof JsonString text)
        || text.value().length() < least
        || text.value().length() > most) {
      throw invalid("%s must have %d to %d characters".formatted(name, least, most));
    }
  }

  private static void checkChoice(JsonObject arguments, String name, String... choices)
      throws ServiceException {
    Json value = arguments.get(name);
    if (value != null
        && !(value instanceof JsonString text && List.of(choices).contains(text.value()))) {
      throw invalid(
          "%s must be one of %s, not %s".formatted(name, List.of(choices), value.compact()));
    }
  }

  /** The statements of a call, each at most 100 KB. */
  private static List<String> statements(JsonObject arguments) throws ServiceException {
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
      int bytes = statement.getBytes(StandardCharsets.UTF_8).length;
      if (statement.isBlank() || bytes > MAX_STATEMENT) {
        throw invalid("A statement has 1 to %d bytes, not %d".formatted(MAX_STATEMENT, bytes));
      }
    }
    return statements;
  }

  /** The parameters' values by name; each has to be used by a statement. */
  private static Map<String, String> parameters(JsonObject arguments, List<String> statements)
      throws ServiceException {
    Map<String, String> values = new LinkedHashMap<>();
    for (Json each : arguments.array("Parameters")) {
      JsonObject parameter = each instanceof JsonObject object ? object : JsonObject.EMPTY;
      String name = parameter.string("Name");
      String value = parameter.string("Value");
      if (name == null || !name.matches("[0-9a-zA-Z_]+")) {
        throw invalid("Parameter names match [0-9a-zA-Z_]+, but this does not: " + name);
      }
      if (value == null || value.isEmpty()) {
        throw invalid("The value of parameter '" + name + "' must have at least 1 character");
      }
      if (values.put(name, value) != null) {
        throw invalid("Parameter '" + name + "' is given twice");
      }
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
    String user = arguments.string("DbUser");
    String secret = arguments.string("SecretArn");
    if ((workgroup == null) == (cluster == null)) {
      throw invalid("Give either WorkgroupName or ClusterIdentifier, and not both");
    }
    checkLength(arguments, "WorkgroupName", 3, 128);
    if (user != null && (cluster == null || secret != null)) {
      throw invalid(
          "DbUser goes with ClusterIdentifier and without SecretArn; a workgroup's user follows from the caller's identity or SecretArn");
    }
    if (secret != null && !secret.matches("arn:aws[a-z-]*:secretsmanager:[^:]*:[0-9]*:secret:.+")) {
      throw invalid("SecretArn must be the ARN of a secret of Secrets Manager");
    }
    String database = arguments.string("Database");
    if (database == null || database.isEmpty()) {
      throw invalid("Database is required when there is no SessionId");
    }
    return JsonObject.builder()
        .putIfPresent("ClusterIdentifier", cluster)
        .put("Database", database)
        .putIfPresent("DbUser", user)
        .putIfPresent("SecretArn", secret)
        .putIfPresent("WorkgroupName", workgroup)
        .build();
  }
}
