package dev.stepwell.local.glue;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.ServiceException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;

/** The filters of {@code ListCrawls}. */
final class CrawlFilters {

  private static final Map<String, String> MEMBERS =
      Map.of(
          "CRAWL_ID", "CrawlId",
          "STATE", "State",
          "START_TIME", "StartTime",
          "END_TIME", "EndTime",
          "DPU_HOUR", "DPUHour");

  private CrawlFilters() {}

  /** Whether a crawl is what all filters ask for; one without the member is not. */
  static boolean match(JsonObject crawl, JsonArray filters) throws ServiceException {
    for (Json each : filters) {
      if (!(each instanceof JsonObject filter) || !match(crawl, filter)) {
        return false;
      }
    }
    return true;
  }

  private static boolean match(JsonObject crawl, JsonObject filter) throws ServiceException {
    String field = String.valueOf(filter.string("FieldName"));
    String member = MEMBERS.get(field);
    String wanted = filter.string("FieldValue");
    if (member == null || wanted == null) {
      throw wrong(filter, "fields are " + MEMBERS.keySet() + ", and FieldValue is a string");
    }
    Json found = crawl.get(member);
    int order = 0;
    try {
      if (found != null) {
        order = compare(member, found, wanted);
      }
    } catch (DateTimeException | NumberFormatException unfit) {
      throw wrong(filter, "FieldValue does not fit " + field + ": " + unfit.getMessage());
    }
    boolean ordered = !member.equals("CrawlId") && !member.equals("State");
    boolean holds =
        switch (String.valueOf(filter.string("FilterOperator"))) {
          case "EQ" -> order == 0;
          case "NE" -> order != 0;
          case "GT" -> ordered(filter, ordered) && order > 0;
          case "GE" -> ordered(filter, ordered) && order >= 0;
          case "LT" -> ordered(filter, ordered) && order < 0;
          case "LE" -> ordered(filter, ordered) && order <= 0;
          default -> throw wrong(filter, "operators are GT, GE, LT, LE, EQ and NE");
        };
    return found != null && holds;
  }

  private static boolean ordered(JsonObject filter, boolean ordered) throws ServiceException {
    if (!ordered) {
      throw wrong(filter, "ids and states can only be EQ or NE");
    }
    return true;
  }

  private static int compare(String member, Json found, String wanted) {
    if (found instanceof JsonNumber number) {
      return number.decimalValue().compareTo(new BigDecimal(wanted));
    }
    String text = String.valueOf(found.toJava());
    if (!member.endsWith("Time")) {
      return text.compareTo(wanted);
    }
    Instant time =
        wanted.matches("\\d+")
            ? Instant.ofEpochMilli(Long.parseLong(wanted))
            : Instant.parse(wanted);
    return Instant.parse(text).compareTo(time);
  }

  private static ServiceException wrong(JsonObject filter, String why) {
    return CatalogInput.invalid("The filter " + filter.compact() + " is wrong: " + why);
  }
}
