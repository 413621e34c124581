package dev.stepwell.engine.expression;

import dev.stepwell.asl.json.Json;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code $states} as the library sees it; the context is made only when it is asked for. */
final class StatesView extends AbstractMap<String, Object> {

  private final Scope scope;

  StatesView(Scope scope) {
    this.scope = scope;
  }

  @Override
  public @Nullable Object get(Object key) {
    Json value = key instanceof String name ? member(name) : null;
    return value == null ? null : JsonataValues.of(value);
  }

  @Override
  public boolean containsKey(Object key) {
    return key instanceof String name && member(name) != null;
  }

  private @Nullable Json member(String name) {
    return switch (name) {
      case "input" -> scope.input();
      case "result" -> scope.result();
      case "errorOutput" -> scope.errorOutput();
      case "context" -> scope.context().get();
      default -> null;
    };
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    Map<String, Object> members = new LinkedHashMap<>();
    for (String name : new String[] {"input", "result", "errorOutput", "context"}) {
      Json value = member(name);
      if (value != null) {
        members.put(name, JsonataValues.of(value));
      }
    }
    return members.entrySet();
  }
}
