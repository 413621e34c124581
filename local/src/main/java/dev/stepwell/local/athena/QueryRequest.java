package dev.stepwell.local.athena;

import static dev.stepwell.local.service.ServiceException.refused;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.local.athena.Token.Kind;
import dev.stepwell.local.s3.DataFiles;
import dev.stepwell.local.s3.ObjectStore;
import dev.stepwell.local.service.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code StartQueryExecution} was given, checked.
 *
 * @param statement what is asked
 * @param group the workgroup
 * @param database whose tables are meant by names without a database
 * @param location the folder for results; ends in a slash
 * @param json all of it as it is kept; empty in {@code Output} until the id is known
 */
record QueryRequest(
    Statement statement, WorkGroup group, String database, String location, JsonObject json) {

  private static final int LONGEST = 262_144;

  static final String TOKEN = "ClientRequestToken";

  static ServiceException invalid(String message) {
    return refused("InvalidRequestException", message);
  }

  /** Checks the arguments of a call. */
  static QueryRequest of(JsonObject arguments, Map<String, WorkGroup> groups, ObjectStore store)
      throws ServiceException {
    String query = text(arguments, "QueryString");
    if (query == null || query.isEmpty() || query.length() > LONGEST) {
      throw invalid("QueryString must have 1 to " + LONGEST + " characters");
    }
    JsonObject context = arguments.object("QueryExecutionContext");
    String catalog = context.string("Catalog");
    if (catalog != null && !catalog.equalsIgnoreCase("AwsDataCatalog")) {
      throw invalid("Data catalog " + catalog + " was not found; there is AwsDataCatalog here");
    }
    String named = context.string("Database");
    String database = named == null ? "default" : named.toLowerCase(Locale.ROOT);
    String groupName = text(arguments, "WorkGroup");
    WorkGroup group = groups.get(groupName == null ? "primary" : groupName);
    if (group == null) {
      throw invalid("WorkGroup " + groupName + " is not found. There are " + groups.keySet());
    }
    String location = location(arguments, group, store);
    checkToken(text(arguments, TOKEN));
    List<String> parameters = parameters(arguments);
    Statement statement;
    try {
      statement = StatementParser.parse(filled(query, parameters), database);
    } catch (SyntaxException wrong) {
      throw invalid(String.valueOf(wrong.getMessage()));
    }
    JsonObject.Builder json =
        JsonObject.builder()
            .put("Query", query)
            .put("StatementType", statement.kind().type())
            .put("SubstatementType", statement.kind().substatement())
            .put("Database", database)
            .put("Catalog", "awsdatacatalog")
            .put("WorkGroup", group.name())
            .put("Location", location)
            .putIfPresent(TOKEN, text(arguments, TOKEN));
    if (!parameters.isEmpty()) {
      json.put("ExecutionParameters", Json.of(parameters));
    }
    return new QueryRequest(statement, group, database, location, json.build());
  }

  private static @Nullable String text(JsonObject arguments, String name) throws ServiceException {
    Json value = arguments.get(name);
    if (value == null) {
      return null;
    }
    if (value instanceof JsonString text) {
      return text.value();
    }
    throw invalid(name + " must be a string, not " + value.compact());
  }

  private static String location(JsonObject arguments, WorkGroup group, ObjectStore store)
      throws ServiceException {
    String asked = arguments.object("ResultConfiguration").string("OutputLocation");
    String location = group.enforced() || asked == null ? group.outputLocation() : asked;
    if (location == null) {
      throw invalid(
          "No output location provided. An output location is required either through the"
              + " Workgroup result configuration setting or as an API input.");
    }
    try {
      DataFiles.Address folder = DataFiles.Address.of(location).folder();
      store.list(folder.bucket(), folder.prefix());
      return folder.toString();
    } catch (ServiceException unusable) {
      throw invalid(
          "Unable to verify/create output bucket of " + location + ": " + unusable.reason());
    }
  }

  private static void checkToken(@Nullable String token) throws ServiceException {
    if (token != null && (token.length() < 32 || token.length() > 128)) {
      throw invalid(
          TOKEN + " must have 32 to 128 characters, but has " + token.length() + ": " + token);
    }
  }

  private static List<String> parameters(JsonObject arguments) throws ServiceException {
    List<String> parameters = new ArrayList<>();
    Json given = arguments.get("ExecutionParameters");
    if (given == null) {
      return parameters;
    }
    if (!(given instanceof JsonArray list) || list.length() == 0) {
      throw invalid("ExecutionParameters must be a list of at least one string");
    }
    for (Json each : list) {
      if (!(each instanceof JsonString text) || text.value().isEmpty()) {
        throw invalid("each of ExecutionParameters must be a string: " + each.compact());
      }
      parameters.add(text.value());
    }
    return parameters;
  }

  /** Puts literals in place of the question marks; anything but a literal is refused. */
  private static String filled(String query, List<String> parameters) throws SyntaxException {
    List<Token> marks = Lexer.tokens(query).stream().filter(each -> each.is("?")).toList();
    if (marks.size() != parameters.size()) {
      throw SyntaxException.of(
          "Incorrect number of parameters: expected "
              + marks.size()
              + " but found "
              + parameters.size());
    }
    StringBuilder filled = new StringBuilder();
    int from = 0;
    for (int i = 0; i < marks.size(); i++) {
      String parameter = parameters.get(i);
      if (!isLiteral(Lexer.tokens(parameter))) {
        throw SyntaxException.of(
            "parameter "
                + (i + 1)
                + " is no SQL literal: "
                + parameter
                + ". Write a text as 'text', a day as DATE '2001-02-03'.");
      }
      filled.append(query, from, marks.get(i).start()).append(parameter);
      from = marks.get(i).end();
    }
    return filled.append(query.substring(from)).toString();
  }

  private static boolean isLiteral(List<Token> tokens) {
    int size = tokens.size() - 1;
    int first = size == 2 && tokens.get(0).is("-") ? 1 : 0;
    Token last = tokens.get(Math.max(0, size - 1));
    if (size == first + 1) {
      boolean word = last.is("true") || last.is("false") || last.is("null");
      return last.kind() == Kind.NUMBER || (first == 0 && (last.kind() == Kind.TEXT || word));
    }
    boolean typed =
        tokens.get(0).is("date") || tokens.get(0).is("timestamp") || tokens.get(0).is("decimal");
    return size == 2 && typed && last.kind() == Kind.TEXT;
  }

  /** The request once the query has its id. */
  JsonObject kept(String id) {
    boolean text =
        switch (statement.kind()) {
          case SELECT, INSERT, UNLOAD, CREATE_TABLE_AS -> false;
          default -> true;
        };
    return json.with("Output", Json.of(location + id + (text ? ".txt" : ".csv")));
  }
}
