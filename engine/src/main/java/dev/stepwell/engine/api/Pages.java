package dev.stepwell.engine.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/** Cuts lists into pages. A token tells after which element the next page begins, for 24 hours. */
final class Pages {

  private static final int DEFAULT_SIZE = 100;
  private static final Duration VALID = Duration.ofHours(24);

  private final InstantSource clock;

  Pages(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * One page.
   *
   * @param member the response's member for the elements
   * @param all the whole list, in an order that does not change
   * @param key tells elements apart
   * @param shown how an element is printed
   */
  <T> JsonObject page(
      Request request,
      String member,
      List<T> all,
      Function<T, String> key,
      Function<T, ? extends Json> shown) {
    JsonNumber wanted = request.number("maxResults");
    int size = wanted == null || wanted.longValue() == 0 ? DEFAULT_SIZE : (int) wanted.longValue();
    int from = from(request, all, key);
    int to = Math.min(all.size(), from + size);
    JsonObject.Builder response =
        JsonObject.builder()
            .put(member, all.subList(from, to).stream().map(shown).collect(JsonArray.collector()));
    if (to < all.size()) {
      response.put("nextToken", token(request, key.apply(all.get(to - 1)), to));
    }
    return response.build();
  }

  private <T> int from(Request request, List<T> all, Function<T, String> key) {
    String token = request.optional("nextToken");
    if (token == null) {
      return 0;
    }
    String[] parts = parts(token);
    if (parts.length != 4
        || !parts[0].equals(request.operation())
        || !parts[1].matches("\\d{1,18}")
        || !parts[2].matches("\\d{1,9}")
        || isOld(Instant.ofEpochMilli(Long.parseLong(parts[1])))) {
      throw invalid();
    }
    for (int i = 0; i < all.size(); i++) {
      if (key.apply(all.get(i)).equals(parts[3])) {
        return i + 1;
      }
    }
    return Math.min(Integer.parseInt(parts[2]), all.size());
  }

  private boolean isOld(Instant made) {
    return made.plus(VALID).isBefore(clock.instant());
  }

  private static String[] parts(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), UTF_8).split("\n", 4);
    } catch (IllegalArgumentException noToken) {
      throw invalid();
    }
  }

  private static ApiException invalid() {
    return ApiException.of("InvalidToken", "Invalid Token: 'Invalid token'");
  }

  private String token(Request request, String lastKey, int next) {
    String text = request.operation() + "\n" + clock.millis() + "\n" + next + "\n" + lastKey;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
