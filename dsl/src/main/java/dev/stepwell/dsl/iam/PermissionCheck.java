package dev.stepwell.dsl.iam;

import dev.stepwell.dsl.model.Grant;
import dev.stepwell.dsl.model.Permission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Holds what a definition needs against what is allowed. */
public final class PermissionCheck {

  private static final String PASSED_TO = "iam:PassedToService";

  private PermissionCheck() {}

  /**
   * What no permission covers, as grants: one for the actions on the same resource, with the states
   * that need them, in the order of the definition.
   */
  public static List<Grant> missing(List<StateRights> needed, List<Permission> allowed) {
    Map<Right, Set<String>> states = new LinkedHashMap<>();
    Map<Right, Set<String>> actions = new LinkedHashMap<>();
    for (StateRights state : needed) {
      for (Right right : state.rights()) {
        if (allowed.stream().noneMatch(permission -> covers(permission, right))) {
          Right where = new Right("", right.resource(), right.passedTo());
          actions.computeIfAbsent(where, key -> new LinkedHashSet<>()).add(right.action());
          states.computeIfAbsent(where, key -> new LinkedHashSet<>()).add(state.state());
        }
      }
    }
    List<Grant> grants = new ArrayList<>();
    actions.forEach(
        (where, names) ->
            grants.add(
                new Grant(
                    new Permission(List.copyOf(names), List.of(where.resource()), where.passedTo()),
                    List.copyOf(states.getOrDefault(where, Set.of())))));
    return grants;
  }

  /**
   * What could be left out: every action of every permission without which all that is needed is
   * still allowed. Each is a permission for that action alone.
   */
  public static List<Permission> needless(List<StateRights> needed, List<Permission> allowed) {
    List<Permission> needless = new ArrayList<>();
    for (int i = 0; i < allowed.size(); i++) {
      Permission permission = allowed.get(i);
      for (String action : permission.actions()) {
        List<Permission> fewer = new ArrayList<>(allowed);
        fewer.set(
            i,
            permission.with(
                permission.actions().stream().filter(other -> !other.equals(action)).toList()));
        if (missing(needed, fewer).isEmpty()) {
          needless.add(permission.with(List.of(action)));
        }
      }
    }
    return needless;
  }

  /**
   * Whether a permission allows what is needed. A resource that only run time knows is covered by
   * any, because nobody can tell more.
   */
  public static boolean covers(Permission permission, Right right) {
    boolean acts =
        permission.actions().stream().anyMatch(action -> matches(action, right.action()));
    boolean passes =
        right.passedTo().isEmpty()
            || right.passedTo().equals(permission.conditions().get(PASSED_TO));
    return acts
        && passes
        && (right.resource().equals("*")
            || permission.resources().stream()
                .anyMatch(pattern -> matches(pattern, right.resource())));
  }

  /** {@code *} in a pattern stands for any text, in the other one for itself. */
  private static boolean matches(String pattern, String text) {
    StringBuilder regex = new StringBuilder();
    for (String part : pattern.split("\\*", -1)) {
      regex.append(Pattern.quote(part)).append(".*");
    }
    regex.setLength(regex.length() - 2);
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
  }
}
