package dev.stepwell.local.sqs;

import dev.stepwell.asl.json.JsonObject;
import dev.stepwell.local.delivery.MessageAttributes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.TreeMap;

/** The digests by which senders and receivers compare messages. */
final class Digests {

  private Digests() {}

  static String md5(String text) {
    return digest("MD5", text.getBytes(StandardCharsets.UTF_8));
  }

  static String sha256(String text) {
    return digest("SHA-256", text.getBytes(StandardCharsets.UTF_8));
  }

  /** Of attributes that have been checked, as the SQS guide computes it. */
  static String md5(JsonObject attributes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    new TreeMap<>(attributes.asMap())
        .forEach(
            (name, value) -> {
              JsonObject attribute = (JsonObject) value;
              put(all, name.getBytes(StandardCharsets.UTF_8));
              put(all, MessageAttributes.type(attribute).getBytes(StandardCharsets.UTF_8));
              String binary = attribute.string("BinaryValue");
              all.write(binary == null ? 1 : 2);
              put(
                  all,
                  binary == null
                      ? MessageAttributes.text(attribute).getBytes(StandardCharsets.UTF_8)
                      : Base64.getDecoder().decode(binary));
            });
    return digest("MD5", all.toByteArray());
  }

  private static void put(ByteArrayOutputStream all, byte[] bytes) {
    all.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
    all.writeBytes(bytes);
  }

  private static String digest(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has " + algorithm, missing);
    }
  }
}
