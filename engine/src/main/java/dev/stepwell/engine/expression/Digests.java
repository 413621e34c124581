package dev.stepwell.engine.expression;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The digests that {@code States.Hash} and {@code $hash} compute. */
final class Digests {

  private static final Set<String> ALGORITHMS =
      Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

  private Digests() {}

  /** The digest of the text's UTF-8 bytes in lower-case hex, or null for an unknown algorithm. */
  static @Nullable String hex(String text, String algorithm) {
    if (!ALGORITHMS.contains(algorithm)) {
      return null;
    }
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no " + algorithm, e);
    }
  }
}
