package dev.stepwell.local.quality;

import static dev.stepwell.local.service.Parameters.none;
import static dev.stepwell.local.service.Parameters.required;
import static dev.stepwell.local.service.ServiceException.refused;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.CallContext;
import dev.stepwell.local.service.Resumption;
import dev.stepwell.local.service.Service;
import dev.stepwell.local.service.ServiceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Glue's actions on rulesets. A ruleset's text is checked when it is created or updated. */
final class RulesetActions {

  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_DESCRIPTION = 2048;
  private static final int LONGEST_TEXT = 65_536;

  private final Rulesets rulesets;

  RulesetActions(Rulesets rulesets) {
    this.rulesets = rulesets;
  }

  void addTo(Service.Builder service) {
    service
        .action(
            "createDataQualityRuleset",
            required("Name", Rulesets.TEXT)
                .optional(
                    "Description",
                    Rulesets.TAGS,
                    "TargetTable",
                    "DataQualitySecurityConfiguration",
                    Rulesets.CLIENT_TOKEN),
            this::create)
        .action("getDataQualityRuleset", required("Name"), Resumption.REPEAT, this::get)
        .action(
            "updateDataQualityRuleset",
            required("Name").optional("Description", Rulesets.TEXT),
            Resumption.REPEAT,
            this::update)
        .action(
            "listDataQualityRulesets",
            none().optional("Filter", Rulesets.TAGS, "MaxResults", "NextToken"),
            Resumption.REPEAT,
            this::list)
        .action("deleteDataQualityRuleset", required("Name"), this::delete);
  }

  private Json create(JsonObject arguments, CallContext context) throws ServiceException {
    String name = text(arguments, "Name", 1, LONGEST_NAME);
    checkRuleset(text(arguments, Rulesets.TEXT, 1, LONGEST_TEXT));
    check(arguments);
    if (arguments.has("TargetTable")) {
      JsonObject target = arguments.object("TargetTable");
      text(target, "TableName", 1, LONGEST_NAME);
      text(target, "DatabaseName", 1, LONGEST_NAME);
    }
    String now = context.now().toString();
    rulesets.create(
        JsonObject.builder()
            .putAll(arguments)
            .put("CreatedOn", now)
            .put("LastModifiedOn", now)
            .build());
    return JsonObject.of("Name", Json.of(name));
  }

  private Json get(JsonObject arguments, CallContext context) throws ServiceException {
    return rulesets
        .get(text(arguments, "Name", 1, LONGEST_NAME))
        .without(Rulesets.TAGS)
        .without(Rulesets.CLIENT_TOKEN);
  }

  private Json update(JsonObject arguments, CallContext context) throws ServiceException {
    JsonObject before = rulesets.get(text(arguments, "Name", 1, LONGEST_NAME));
    if (arguments.has(Rulesets.TEXT)) {
      checkRuleset(text(arguments, Rulesets.TEXT, 1, LONGEST_TEXT));
    }
    check(arguments);
    JsonObject after =
        JsonObject.builder()
            .putAll(before)
            .putAll(arguments)
            .put("LastModifiedOn", context.now().toString())
            .build();
    rulesets.replace(after);
    return JsonObject.builder()
        .putIfPresent("Name", after.get("Name"))
        .putIfPresent("Description", after.get("Description"))
        .putIfPresent(Rulesets.TEXT, after.get(Rulesets.TEXT))
        .build();
  }

  private Json delete(JsonObject arguments, CallContext context) throws ServiceException {
    rulesets.delete(text(arguments, "Name", 1, LONGEST_NAME));
    return JsonObject.EMPTY;
  }

  private Json list(JsonObject arguments, CallContext context) throws ServiceException {
    JsonObject filter = arguments.object("Filter");
    JsonObject tags = arguments.object(Rulesets.TAGS);
    List<JsonObject> found = new ArrayList<>();
    for (JsonObject ruleset : rulesets.all()) {
      if (matches(ruleset, filter)
          && ruleset
              .object(Rulesets.TAGS)
              .asMap()
              .entrySet()
              .containsAll(tags.asMap().entrySet())) {
        found.add(entry(ruleset));
      }
    }
    return Page.of(arguments, "Rulesets", found);
  }

  private static boolean matches(JsonObject ruleset, JsonObject filter) throws ServiceException {
    for (String name : new String[] {"Name", "Description", "TargetTable"}) {
      Json wanted = filter.get(name);
      if (wanted != null && !wanted.equals(ruleset.get(name))) {
        return false;
      }
    }
    return Page.within(filter, "Created", time(ruleset, "CreatedOn"))
        && Page.within(filter, "LastModified", time(ruleset, "LastModifiedOn"));
  }

  private static Instant time(JsonObject ruleset, String name) {
    return Instant.parse(String.valueOf(ruleset.string(name)));
  }

  private static JsonObject entry(JsonObject ruleset) {
    String text = String.valueOf(ruleset.string(Rulesets.TEXT));
    return JsonObject.builder()
        .putIfPresent("Name", ruleset.get("Name"))
        .putIfPresent("Description", ruleset.get("Description"))
        .putIfPresent("CreatedOn", ruleset.get("CreatedOn"))
        .putIfPresent("LastModifiedOn", ruleset.get("LastModifiedOn"))
        .putIfPresent("TargetTable", ruleset.get("TargetTable"))
        .put("RuleCount", Dqdl.parse(text).getRules().size())
        .build();
  }

  private static void check(JsonObject arguments) throws ServiceException {
    if (arguments.has("Description")) {
      text(arguments, "Description", 0, LONGEST_DESCRIPTION);
    }
    if (arguments.has(Rulesets.CLIENT_TOKEN)) {
      text(arguments, Rulesets.CLIENT_TOKEN, 1, LONGEST_NAME);
    }
  }

  private static void checkRuleset(String text) throws ServiceException {
    try {
      Dqdl.parse(text);
    } catch (InvalidRulesetException wrong) {
      throw refused(
          "InvalidInputException", "The ruleset is no DQDL: " + String.valueOf(wrong.getMessage()));
    }
  }

  /** A text of a length within the bounds, which are those of Glue's API model. */
  static String text(JsonObject arguments, String name, int least, int most)
      throws ServiceException {
    String text = arguments.string(name);
    if (text == null || text.length() < least || text.length() > most) {
      throw refused(
          "InvalidInputException",
          name
              + " must be a text of "
              + least
              + " to "
              + most
              + " characters, but "
              + (text == null ? "is none" : "has " + text.length()));
    }
    return text;
  }
}
