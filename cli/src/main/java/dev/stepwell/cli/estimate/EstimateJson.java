package dev.stepwell.cli.estimate;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonNumber;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.dsl.Estimates;
import dev.stepwell.dsl.estimate.Split;
import dev.stepwell.dsl.estimate.StepUsage;
import dev.stepwell.dsl.estimate.Usage;
import dev.stepwell.dsl.model.Range;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Estimates as JSON; what nothing bounds is null. */
public final class EstimateJson {

  private EstimateJson() {}

  /** One workflow. */
  public static JsonObject of(String workflow, Estimates estimates) {
    JsonObject.Builder assumed = JsonObject.builder();
    new TreeMap<>(estimates.assumed()).forEach(assumed::put);
    return JsonObject.builder()
        .put("workflow", workflow)
        .putAll(usage(estimates.usage()))
        .put(
            "payload",
            JsonObject.builder()
                .putAll(range(estimates.payload().bytes()))
                .put("place", estimates.payload().place())
                .put("open", texts(estimates.payload().open()))
                .build())
        .put(
            "steps",
            estimates.steps().stream().map(EstimateJson::step).collect(JsonArray.collector()))
        .put(
            "splits",
            estimates.splits().stream().map(EstimateJson::split).collect(JsonArray.collector()))
        .put("openLists", texts(estimates.openLists()))
        .put("assumed", assumed.build())
        .put("overBudget", texts(estimates.exceeded()))
        .build();
  }

  private static JsonObject usage(Usage usage) {
    return JsonObject.builder()
        .put("events", range(usage.events(), usage.worstEvents()))
        .put("transitions", range(usage.transitions(), usage.worstTransitions()))
        .put(
            "dollars",
            JsonObject.builder()
                .put("least", number(usage.leastDollars()))
                .put("most", dollars(usage.mostDollars()))
                .put("worst", dollars(usage.worstDollars()))
                .build())
        .build();
  }

  private static JsonObject step(StepUsage step) {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("id", step.id())
            .put("depth", step.depth())
            .put("type", step.type())
            .put("polls", step.loops())
            .put("onlyOnFailure", step.onlyOnFailure());
    step.items().ifPresent(items -> out.put("items", range(items)));
    return out.putAll(usage(step.usage())).build();
  }

  private static JsonObject split(Split split) {
    return JsonObject.builder()
        .put("step", split.step())
        .put("advice", split.way().advice())
        .put("retriesOnly", split.retriesOnly())
        .put("itemsThatFit", most(split.fits()))
        .build();
  }

  private static JsonObject range(Range range) {
    return JsonObject.builder().put("least", range.least()).put("most", most(range.most())).build();
  }

  private static JsonObject range(Range range, OptionalLong worst) {
    return range(range).with("worst", most(worst));
  }

  private static Json most(OptionalLong most) {
    return most.isPresent() ? Json.of(most.getAsLong()) : JsonNull.NULL;
  }

  private static Json dollars(Optional<BigDecimal> amount) {
    return amount.<Json>map(EstimateJson::number).orElse(JsonNull.NULL);
  }

  private static JsonNumber number(BigDecimal amount) {
    return JsonNumber.parse(amount.toPlainString());
  }

  private static JsonArray texts(List<String> texts) {
    return texts.stream().map(Json::of).collect(JsonArray.collector());
  }
}
