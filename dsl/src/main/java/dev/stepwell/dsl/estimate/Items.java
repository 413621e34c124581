package dev.stepwell.dsl.estimate;

import dev.stepwell.asl.MapState;
import dev.stepwell.asl.json.JsonArray;
import dev.stepwell.asl.jsonata.Expression;
import java.util.List;
import java.util.OptionalLong;

/** How many items a Map has, if its definition says so. */
final class Items {

  private Items() {}

  static OptionalLong count(MapState map) {
    if (map.itemReader() != null || map.items() == null) {
      return OptionalLong.empty();
    }
    if (map.items() instanceof JsonArray array) {
      return OptionalLong.of(array.length());
    }
    return Counting.expression(map.items()).map(Items::count).orElse(OptionalLong.empty());
  }

  /** Only of literals: what is not one may be an array, of which each element becomes an item. */
  private static OptionalLong count(Expression expression) {
    List<Expression> items =
        Counting.plain(expression) instanceof Expression.ArrayOf array ? array.items() : null;
    return items != null
            && items.stream().allMatch(item -> Counting.plain(item) instanceof Expression.Constant)
        ? OptionalLong.of(items.size())
        : OptionalLong.empty();
  }
}
