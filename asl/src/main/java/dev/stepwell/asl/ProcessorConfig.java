package dev.stepwell.asl;

import org.jspecify.annotations.Nullable;

/**
 * How a Map processes its items, as written; null where absent.
 *
 * @param mode {@code INLINE} (default) or {@code DISTRIBUTED}
 * @param executionType distributed only: {@code STANDARD} or {@code EXPRESS}
 */
public record ProcessorConfig(@Nullable String mode, @Nullable String executionType) {

  /** Whether iterations are child executions of their own. */
  public boolean distributed() {
    return "DISTRIBUTED".equals(mode);
  }
}
