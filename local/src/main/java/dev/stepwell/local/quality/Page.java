package dev.stepwell.local.quality;

import static dev.stepwell.local.service.ServiceException.refused;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.ServiceException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the list actions share: pages of {@code MaxResults} entries, and filters by time. */
final class Page {

  private static final int MOST = 1000;

  private Page() {}

  /**
   * One page.
   *
   * @param arguments with {@code MaxResults} (1 to 1000, the default) and {@code NextToken}
   * @param member the answer's member for the entries
   * @throws ServiceException {@code InvalidInputException} if an argument is wrong
   */
  static JsonObject of(JsonObject arguments, String member, List<? extends Json> all)
      throws ServiceException {
    int size = size(arguments.get("MaxResults"));
    int from = from(arguments.string("NextToken"), all.size());
    int to = Math.min(all.size(), from + size);
    JsonObject.Builder page =
        JsonObject.builder()
            .put(
                member,
                all.subList(from, to).stream()
                    .map(Json.class::cast)
                    .collect(JsonArray.collector()));
    if (to < all.size()) {
      page.put("NextToken", Integer.toString(to));
    }
    return page.build();
  }

  private static int size(@Nullable Json given) throws ServiceException {
    if (given == null) {
      return MOST;
    }
    if (given instanceof JsonNumber number
        && number.longValue() >= 1
        && number.longValue() <= MOST) {
      return (int) number.longValue();
    }
    throw refused(
        "InvalidInputException", "MaxResults must be 1 to 1000, but is " + given.compact());
  }

  private static int from(@Nullable String token, int size) throws ServiceException {
    if (token == null) {
      return 0;
    }
    try {
      int from = Integer.parseInt(token);
      if (from >= 0 && from <= size) {
        return from;
      }
    } catch (NumberFormatException foreign) {
      throw noToken(token);
    }
    throw noToken(token);
  }

  private static ServiceException noToken(String token) {
    return refused(
        "InvalidInputException",
        "NextToken '" + token + "' is none that an earlier page has given");
  }

  /** Whether a time is within the filter's {@code <name>After} and {@code <name>Before}. */
  static boolean within(JsonObject filter, String name, Instant time) throws ServiceException {
    Instant after = time(filter, name + "After");
    Instant before = time(filter, name + "Before");
    return (after == null || time.isAfter(after)) && (before == null || time.isBefore(before));
  }

  private static @Nullable Instant time(JsonObject filter, String name) throws ServiceException {
    String given = filter.string(name);
    if (given == null) {
      return null;
    }
    try {
      return Instant.parse(given);
    } catch (DateTimeException wrong) {
      throw refused(
          "InvalidInputException",
          name + " must be a time such as 2026-03-01T12:00:00Z, but is '" + given + "'");
    }
  }
}
