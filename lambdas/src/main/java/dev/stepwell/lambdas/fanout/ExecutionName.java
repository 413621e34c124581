package dev.stepwell.lambdas.fanout;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/**
 * Names executions after the object version that causes them, so that Step Functions itself refuses
 * the second start: {@code flights-daily-2001-01-03-<32 hexadecimal digits>}.
 *
 * <p>AWS allows 80 characters, and for executions that log to CloudWatch only {@code 0-9 A-Z a-z _
 * -}.
 */
final class ExecutionName {
  private static final int LIMIT = 80;
  private static final int HASH_BYTES = 16;

  private ExecutionName() {}

  static String of(String stateMachineName, Collection<String> values, ArrivedObject object) {
    String readable = slug(stateMachineName + "-" + String.join("-", values));
    int room = LIMIT - 2 * HASH_BYTES - 1;
    String shown = readable.substring(0, Math.min(room, readable.length()));
    return shown.replaceAll("-+$", "") + "-" + hash(object);
  }

  private static String slug(String text) {
    String legal = text.replaceAll("[^0-9A-Za-z_-]+", "-").replaceAll("-{2,}", "-");
    return legal.startsWith("-") ? legal.substring(1) : legal;
  }

  /** Each part with its length, so that no two objects have the same text. */
  private static String hash(ArrivedObject object) {
    var identity = new StringBuilder();
    for (String part :
        new String[] {
          object.bucket(), object.key(), object.version(), object.sequencer().orElse("")
        }) {
      identity.append(part.length()).append(':').append(part);
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(identity.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JVM has SHA-256", impossible);
    }
  }
}
