package dev.stepwell.local.redshift;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.ServiceException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts lists into pages; a page's token says where the next one begins. */
final class Pages {

  private Pages() {}

  /** Where a page begins. */
  static int start(JsonObject arguments, int size) throws ServiceException {
    @Nullable String token = arguments.string("NextToken");
    if (token == null) {
      return 0;
    }
    if (!token.matches("[0-9]{1,9}") || Integer.parseInt(token) > size) {
      throw Request.invalid("NextToken '" + token + "' comes from no earlier answer");
    }
    return Integer.parseInt(token);
  }

  /**
   * An answer that is one page of a list.
   *
   * @param name the list's name
   * @param most how many elements a page has at most and if the caller says nothing
   */
  static JsonObject.Builder of(
      JsonObject arguments, String name, List<? extends Json> all, int most)
      throws ServiceException {
    Integer asked = Request.number(arguments, "MaxResults", 0, most);
    int from = start(arguments, all.size());
    int to = Math.min(from + (asked == null || asked == 0 ? most : asked), all.size());
    JsonObject.Builder answer = JsonObject.builder().put(name, JsonArray.of(all.subList(from, to)));
    if (to < all.size()) {
      answer.put("NextToken", Integer.toString(to));
    }
    return answer;
  }
}
