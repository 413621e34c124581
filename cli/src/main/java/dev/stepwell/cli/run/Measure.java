package dev.stepwell.cli.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One number about a run, whole or in named parts.
 *
 * @param label what is counted: {@code rows read}
 * @param parts the number by name, in order; a number without parts stands under the empty name
 */
public record Measure(String label, Map<String, Long> parts) {

  public Measure {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /** All parts together. */
  public long total() {
    return parts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether there are parts to name. */
  public boolean divided() {
    return parts.keySet().stream().anyMatch(name -> !name.isEmpty());
  }

  /** The sum of two measures of the same thing, part by part. */
  Measure plus(Measure other) {
    Map<String, Long> sums = new LinkedHashMap<>(parts);
    other.parts.forEach((name, number) -> sums.merge(name, number, Long::sum));
    return new Measure(label, sums);
  }
}
