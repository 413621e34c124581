package dev.stepwell.engine;

import dev.stepwell.asl.json.Json;
import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.asl.json.JsonString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPInputStream;

/** Finds the text of an object in the answer of whoever serves it. */
final class ItemContent {

  private static final char GZIP = '\u001f';

  private ItemContent() {}

  /**
   * The text.
   *
   * @throws IllegalArgumentException if there is none
   */
  static String text(Json answer) {
    JsonObject object = answer instanceof JsonObject given ? given : JsonObject.EMPTY;
    if (object.get("Bytes") instanceof JsonString bytes) {
      return inflated(Base64.getDecoder().decode(bytes.value()));
    }
    if (!(object.get("Body") instanceof JsonString body)) {
      throw new IllegalArgumentException(
          "The object has no content: the answer has neither 'Body' nor 'Bytes'");
    }
    String text = body.value();
    if (!text.isEmpty() && text.charAt(0) == GZIP) {
      throw new IllegalArgumentException(
          "The object is compressed, which 'Body' cannot carry; serve its 'Bytes' with a handler"
              + " for "
              + ItemObjects.RESOURCE);
    }
    return text;
  }

  private static String inflated(byte[] content) {
    if (starts(content, 0x28, 0xb5, 0x2f, 0xfd)) {
      throw new IllegalArgumentException(
          "The object is compressed with ZSTD, which this engine cannot read; use GZIP");
    }
    if (!starts(content, 0x1f, 0x8b)) {
      return new String(content, StandardCharsets.UTF_8);
    }
    try (GZIPInputStream inflater = new GZIPInputStream(new ByteArrayInputStream(content))) {
      return new String(inflater.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException damaged) {
      throw new IllegalArgumentException(
          "The object is no whole GZIP file: " + damaged.getMessage(), damaged);
    }
  }

  private static boolean starts(byte[] content, int... magic) {
    if (content.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((content[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
