package dev.stepwell.lambdas;

import java.time.LocalDate;
import java.util.List;

/**
 * The partitions that one day has, by hour. Never empty: a day without files is an error.
 *
 * @param day the day that was asked for
 * @param partitions in ascending order of hour
 */
public record Plan(LocalDate day, List<Partition> partitions) {
  /** Copies the list. */
  public Plan {
    partitions = List.copyOf(partitions);
  }
}
