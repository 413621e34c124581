package dev.stepwell.scheduler;

import java.util.Locale;
import java.util.Optional;

/**
 * Why something does not happen now.
 *
 * @param code a word for programs, such as {@code max_active_runs}
 * @param text a sentence for people, without a full stop
 */
public record Reason(String code, String text) {

  static Optional<Reason> of(String code, String format, Object... values) {
    return Optional.of(new Reason(code, String.format(Locale.ROOT, format, values)));
  }
}
