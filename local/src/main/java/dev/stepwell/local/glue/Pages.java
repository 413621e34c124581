package dev.stepwell.local.glue;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.service.ServiceException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** Cuts lists into pages: {@code MaxResults} and {@code NextToken} of a call. */
final class Pages {

  private Pages() {}

  /**
   * One page.
   *
   * @param arguments the call's
   * @param member the answer's member that gets the page
   * @param most how many entries a page has at most, which is also how many it has if the call does
   *     not say
   * @throws ServiceException {@code InvalidInputException} if the call asks for more or has a token
   *     that no answer gave
   */
  static <T> JsonObject page(
      JsonObject arguments,
      String member,
      List<T> all,
      int most,
      Function<? super T, ? extends Json> show)
      throws ServiceException {
    return page(arguments, member, all, most, most, show);
  }

  /** The same, where a page has other than the most entries if the call does not say. */
  static <T> JsonObject page(
      JsonObject arguments,
      String member,
      List<T> all,
      int most,
      int otherwise,
      Function<? super T, ? extends Json> show)
      throws ServiceException {
    int size = arguments.has("MaxResults") ? size(arguments, most) : otherwise;
    int from = offset(arguments);
    int to = Math.min(all.size(), from + size);
    JsonArray page =
        all.subList(Math.min(from, to), to).stream()
            .map(each -> (Json) show.apply(each))
            .collect(JsonArray.collector());
    JsonObject answer = JsonObject.of(member, page);
    return to < all.size() ? answer.with("NextToken", Json.of(token(to))) : answer;
  }

  private static int size(JsonObject arguments, int most) throws ServiceException {
    Json given = arguments.get("MaxResults");
    if (given == null) {
      return most;
    }
    if (given instanceof JsonNumber number
        && number.isIntegral()
        && number.longValue() >= 1
        && number.longValue() <= most) {
      return (int) number.longValue();
    }
    throw ServiceException.refused(
        "InvalidInputException",
        "MaxResults must be an integer from 1 to " + most + ", not " + given.compact());
  }

  private static String token(int offset) {
    return Base64.getEncoder()
        .encodeToString(("from " + offset).getBytes(StandardCharsets.US_ASCII));
  }

  private static int offset(JsonObject arguments) throws ServiceException {
    Json token = arguments.get("NextToken");
    if (token == null) {
      return 0;
    }
    try {
      String text =
          new String(
              Base64.getDecoder().decode(String.valueOf(token.toJava())),
              StandardCharsets.US_ASCII);
      if (text.startsWith("from ")) {
        return Integer.parseUnsignedInt(text.substring(5));
      }
    } catch (IllegalArgumentException foreign) {
      throw badToken(token);
    }
    throw badToken(token);
  }

  private static ServiceException badToken(Json token) {
    return ServiceException.refused(
        "InvalidInputException",
        "NextToken " + token.compact() + " was not given by an earlier answer");
  }
}
