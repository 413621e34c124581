package dev.stepwell.engine.api;

import dev.stepwell.asl.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A name for one version or two. Immutable.
 *
 * @param name the name
 * @param arn the state machine's with the name behind
 * @param description what for; null for nothing said
 * @param routes which versions, with weights that make 100
 * @param created when it was created
 * @param updated when it was last changed
 */
record Alias(
    String name,
    String arn,
    @Nullable String description,
    List<Route> routes,
    Instant created,
    Instant updated) {

  /**
   * A version and its share.
   *
   * @param versionArn which
   * @param weight of 100 executions so many
   */
  record Route(String versionArn, int weight) {
    JsonObject json() {
      return JsonObject.builder()
          .put("stateMachineVersionArn", versionArn)
          .put("weight", weight)
          .build();
    }
  }

  boolean refersTo(String versionArn) {
    return routes.stream().anyMatch(route -> route.versionArn.equals(versionArn));
  }

  /** The version for one more execution. */
  String route(RandomGenerator random) {
    int point = routes.size() == 1 ? 0 : random.nextInt(100);
    for (Route route : routes) {
      point -= route.weight;
      if (point < 0) {
        return route.versionArn;
      }
    }
    return routes.get(routes.size() - 1).versionArn;
  }

  /** The alias with what is given changed. */
  Alias with(@Nullable String newDescription, List<Route> newRoutes, Instant now) {
    return new Alias(
        name,
        arn,
        newDescription == null ? description : newDescription,
        newRoutes.isEmpty() ? routes : newRoutes,
        created,
        now);
  }
}
