package dev.stepwell.engine.api;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonNull;
import dev.stepwell.asl.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The members of a request and what each must be like. Unknown members are let through. */
final class Shape {

  private record Member(String name, boolean required, Constraint constraint) {}

  private final List<Member> members;

  private Shape(List<Member> members) {
    this.members = members;
  }

  /** A shape without members yet. */
  static Shape empty() {
    return new Shape(List.of());
  }

  /** This shape with a member that a request must have. */
  Shape required(String name, Constraint constraint) {
    return with(new Member(name, true, constraint));
  }

  /** This shape with a member that a request may have. */
  Shape optional(String name, Constraint constraint) {
    return with(new Member(name, false, constraint));
  }

  private Shape with(Member member) {
    List<Member> more = new ArrayList<>(members);
    more.add(member);
    return new Shape(List.copyOf(more));
  }

  /**
   * Refuses a request that does not fit.
   *
   * @throws ApiException with all violations
   */
  void check(JsonObject request) {
    Violations violations = new Violations();
    check(request, "", violations);
    violations.refuse();
  }

  void check(JsonObject value, String prefix, Violations violations) {
    for (Member member : members) {
      Json given = value.get(member.name);
      if (given != null && given != JsonNull.NULL) {
        member.constraint.check(given, prefix + member.name, violations);
      } else if (member.required) {
        violations.add("null ", prefix + member.name, "Member must not be null");
      }
    }
  }
}
