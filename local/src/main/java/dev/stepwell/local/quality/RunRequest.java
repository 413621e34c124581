package dev.stepwell.local.quality;

import static dev.stepwell.local.service.ServiceException.refused;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import dev.stepwell.local.s3.DataFiles;
import dev.stepwell.local.service.ServiceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code StartDataQualityRulesetEvaluationRun} is asked for, checked.
 *
 * @param primary the table that is judged
 * @param additional the other tables by alias
 * @param rulesetNames 1 to 10 names
 * @param limit how long the run may take; 2,880 minutes if not said
 * @param byRow whether composite rules are joined row by row
 * @param resultsPrefix where results are written too; null for nowhere
 * @param rows what is written of the rows; null for nothing
 */
record RunRequest(
    Source primary,
    Map<String, Source> additional,
    List<String> rulesetNames,
    Duration limit,
    boolean byRow,
    DataFiles.@Nullable Address resultsPrefix,
    @Nullable RowOptions rows) {

  private static final int LONGEST_QUERY = 51_200;
  private static final int DEFAULT_MINUTES = 2_880;
  private static final Set<String> TABLE_MEMBERS =
      Set.of("DatabaseName", "TableName", "CatalogId", "AdditionalOptions", "PreProcessingQuery");
  private static final Set<String> PREDICATES =
      Set.of("pushDownPredicate", "catalogPartitionPredicate");

  /** Options that say nothing about the verdict: metrics go to no dashboard here. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "CloudWatchMetricsEnabled",
          "CustomLogGroupPrefix",
          "ObservationScope",
          "ObservationMode");

  private static final Set<String> OPTIONS =
      Set.of("ResultsS3Prefix", "CompositeRuleEvaluationMethod", "RowLevelResults");

  /** Which rows are written with their verdicts. */
  enum RowType {
    ALL,
    PASSED_ONLY,
    FAILED_ONLY
  }

  /**
   * A table to read.
   *
   * @param predicate over the partition keys, in Spark SQL; null for all partitions
   * @param query Spark SQL over the table, which it may call {@code primary} too; null for all rows
   */
  record Source(
      String database, String table, @Nullable String predicate, @Nullable String query) {}

  /**
   * Where row-level results go.
   *
   * @param most how many rows at most; null for all
   * @param location a folder in S3
   */
  record RowOptions(
      RowType type,
      @Nullable Long most,
      String database,
      String table,
      DataFiles.Address location) {}

  static RunRequest of(JsonObject arguments) throws ServiceException {
    Map<String, Source> additional = new LinkedHashMap<>();
    JsonObject sources = arguments.object("AdditionalDataSources");
    for (String alias : sources.names()) {
      additional.put(alias, source(sources.object(alias)));
    }
    if (arguments.has("ClientToken")) {
      RulesetActions.text(arguments, "ClientToken", 1, 255);
    }
    RulesetActions.text(arguments, "Role", 1, 2048);
    atLeastOne(arguments, "NumberOfWorkers");
    Long minutes = atLeastOne(arguments, "Timeout");
    JsonObject options = arguments.object("AdditionalRunOptions");
    for (String name : options.names()) {
      if (!OPTIONS.contains(name) && !WITHOUT_EFFECT.contains(name)) {
        throw invalid("AdditionalRunOptions." + name + " is not supported on this machine");
      }
    }
    String prefix = options.string("ResultsS3Prefix");
    return new RunRequest(
        source(arguments.object("DataSource")),
        additional,
        names(arguments.array("RulesetNames")),
        Duration.ofMinutes(minutes == null ? DEFAULT_MINUTES : minutes),
        byRow(options),
        prefix == null ? null : DataFiles.Address.of(prefix).folder(),
        options.has("RowLevelResults") ? rowOptions(options.object("RowLevelResults")) : null);
  }

  private static List<String> names(JsonArray given) throws ServiceException {
    if (given.length() < 1 || given.length() > 10) {
      throw invalid("RulesetNames takes 1 to 10 names, but has " + given.length());
    }
    List<String> names = new ArrayList<>();
    for (Json name : given) {
      if (!(name instanceof JsonString text) || names.contains(text.value())) {
        throw invalid("RulesetNames takes different names, but has " + name.compact());
      }
      names.add(text.value());
    }
    return List.copyOf(names);
  }

  private static boolean byRow(JsonObject options) throws ServiceException {
    Json method = options.get("CompositeRuleEvaluationMethod");
    if (method == null || method.equals(Json.of("COLUMN"))) {
      return false;
    }
    if (method.equals(Json.of("ROW"))) {
      return true;
    }
    throw invalid("CompositeRuleEvaluationMethod is COLUMN or ROW, not " + method.compact());
  }

  private static Source source(JsonObject source) throws ServiceException {
    boolean withQuery = source.has("DataQualityGlueTable");
    JsonObject table = source.object(withQuery ? "DataQualityGlueTable" : "GlueTable");
    String database = table.string("DatabaseName");
    String name = table.string("TableName");
    if (database == null || name == null || source.length() != 1) {
      throw invalid(
          "A data source is {\"GlueTable\": {\"DatabaseName\": .., \"TableName\": ..}} or"
              + " {\"DataQualityGlueTable\": {..}} here, not "
              + source.compact());
    }
    for (String member : table.names()) {
      if (!TABLE_MEMBERS.contains(member) || (!withQuery && member.equals("PreProcessingQuery"))) {
        throw invalid("A data source's " + member + " is not supported on this machine");
      }
    }
    String query = table.string("PreProcessingQuery");
    if (query != null && query.length() > LONGEST_QUERY) {
      throw invalid(
          "PreProcessingQuery has at most "
              + LONGEST_QUERY
              + " characters, but here "
              + query.length());
    }
    return new Source(database, name, predicate(table.object("AdditionalOptions")), query);
  }

  private static @Nullable String predicate(JsonObject options) throws ServiceException {
    List<String> all = new ArrayList<>();
    for (String name : options.names()) {
      if (!PREDICATES.contains(name)) {
        throw invalid("The option " + name + " of a data source is none of " + PREDICATES);
      }
      String predicate = options.string(name);
      if (predicate == null) {
        throw invalid(name + " must be a text in Spark SQL");
      }
      if (!predicate.isBlank()) {
        all.add("(" + predicate + ")");
      }
    }
    return all.isEmpty() ? null : String.join(" and ", all);
  }

  private static RowOptions rowOptions(JsonObject given) throws ServiceException {
    JsonObject table = given.object("CatalogTableConfig");
    String database = table.string("DatabaseName");
    String name = table.string("TableName");
    String location = table.string("S3Location");
    if (database == null || name == null || location == null) {
      throw invalid(
          "RowLevelResults takes a CatalogTableConfig with DatabaseName, TableName and S3Location,"
              + " not "
              + table.compact());
    }
    String type = given.string("ResultType");
    try {
      return new RowOptions(
          type == null ? RowType.ALL : RowType.valueOf(type),
          atLeastOne(given, "MaxRowsToWrite"),
          database,
          name,
          DataFiles.Address.of(location).folder());
    } catch (IllegalArgumentException unknown) {
      throw invalid("ResultType is ALL, PASSED_ONLY or FAILED_ONLY, not '" + type + "'");
    }
  }

  private static @Nullable Long atLeastOne(JsonObject arguments, String name)
      throws ServiceException {
    Json given = arguments.get(name);
    if (given == null) {
      return null;
    }
    if (given instanceof JsonNumber number && number.longValue() >= 1) {
      return number.longValue();
    }
    throw invalid(name + " must be a number from 1 on, but is " + given.compact());
  }

  private static ServiceException invalid(String what) {
    return refused("InvalidInputException", what);
  }
}
