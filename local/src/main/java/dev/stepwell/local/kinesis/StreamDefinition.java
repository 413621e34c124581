package dev.stepwell.local.kinesis;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * A stream.
 *
 * @param name 1 to 128 letters, digits, dots, hyphens and underscores
 * @param shards how many shards it has, 1 to 500; partition keys are spread over them evenly
 */
public record StreamDefinition(String name, int shards) {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");

  /** Checks name and shards. */
  public StreamDefinition {
    if (!NAME.matcher(requireNonNull(name, "name")).matches()) {
      throw new IllegalArgumentException("'" + name + "' is no name of a stream");
    }
    if (shards < 1 || shards > 500) {
      throw new IllegalArgumentException(
          "stream '" + name + "' must have 1 to 500 shards, not " + shards);
    }
  }
}
