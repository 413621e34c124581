package dev.stepwell.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PlacesTest {

  @Test
  void isWhatAMapIs() {
    Random random = new Random(11);
    Map<Long, Long> next = new HashMap<>();
    Map<Long, Long> settled = new HashMap<>();
    Places places = new Places(id -> settled.getOrDefault(id, 0L));
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < 200_000; i++) {
      long id =
          ids.isEmpty() || random.nextInt(10) == 0
              ? random.nextInt(50_000)
              : ids.get(random.nextInt(ids.size()));
      if (random.nextInt(6) == 0) {
        places.remove(id);
        if (next.containsKey(id)) {
          settled.put(id, next.remove(id));
        }
        assertThat(places.lastBatch(id)).isEqualTo(-1);
      } else {
        long expected = next.getOrDefault(id, settled.getOrDefault(id, 0L));
        assertThat(places.take(id, i)).isEqualTo(expected);
        assertThat(places.lastBatch(id)).isEqualTo(i);
        next.put(id, expected + 1);
        ids.add(id);
      }
    }
    assertThat(places.size()).isEqualTo(next.size());
  }
}
