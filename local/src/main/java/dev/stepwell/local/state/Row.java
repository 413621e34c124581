package dev.stepwell.local.state;

import static java.util.Objects.requireNonNull;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row that a question to a {@link StateDatabase} found; columns count from 0. */
public final class Row {

  private final List<@Nullable Object> cells;

  Row(List<@Nullable Object> cells) {
    this.cells = cells;
  }

  /** A text that is there. */
  public String text(int column) {
    return requireNonNull(textOrNull(column), "text");
  }

  /** A text; null where there is none. */
  public @Nullable String textOrNull(int column) {
    Object cell = cells.get(column);
    return cell == null ? null : cell.toString();
  }

  /** A whole number that is there. */
  public long number(int column) {
    return ((Number) requireNonNull(cells.get(column), "number")).longValue();
  }

  /** Bytes that are there. */
  public byte[] bytes(int column) {
    return (byte[]) requireNonNull(cells.get(column), "bytes");
  }

  /** The JSON object in a text. */
  public JsonObject json(int column) {
    return (JsonObject) Json.parse(text(column));
  }
}
