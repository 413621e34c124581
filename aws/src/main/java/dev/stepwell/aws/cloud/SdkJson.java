package dev.stepwell.aws.cloud;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** Values of the SDK as the JSON of the API: instants are seconds since 1970. */
final class SdkJson {

  private SdkJson() {}

  /** The members that are there, in the order of the API's model. */
  static JsonObject of(SdkPojo pojo) {
    JsonObject.Builder object = JsonObject.builder();
    for (SdkField<?> field : pojo.sdkFields()) {
      value(field.getValueOrDefault(pojo))
          .ifPresent(value -> object.put(field.locationName(), value));
    }
    return object.build();
  }

  private static Optional<Json> value(Object value) {
    if (value == null
        || value instanceof SdkAutoConstructList
        || value instanceof SdkAutoConstructMap) {
      return Optional.empty();
    } else if (value instanceof SdkPojo pojo) {
      return Optional.of(of(pojo));
    } else if (value instanceof Instant time) {
      return Optional.of(Json.of((Object) BigDecimal.valueOf(time.toEpochMilli(), 3)));
    } else if (value instanceof List<?> list) {
      return Optional.of(
          list.stream().flatMap(each -> value(each).stream()).collect(JsonArray.collector()));
    } else if (value instanceof Map<?, ?> map) {
      JsonObject.Builder object = JsonObject.builder();
      map.forEach(
          (name, each) -> value(each).ifPresent(json -> object.put(String.valueOf(name), json)));
      return Optional.of(object.build());
    }
    return Optional.of(Json.of(value));
  }
}
