package dev.stepwell.local.s3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Entity tags: the MD5 of the content, as S3 has it for a plain upload. Of a large file it is the
 * MD5 of length and time with S3's sign of a multipart upload, {@code -1}, since reading it whole
 * for a listing would take too long. Computed once for each version of a file.
 */
final class Etags {

  private static final long LARGE = 8L << 20;

  private record Known(long size, long modified, String etag) {}

  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  String of(Path file, BasicFileAttributes attributes) throws IOException {
    long size = attributes.size();
    long modified = attributes.lastModifiedTime().toMillis();
    Known before = known.get(file);
    if (before != null && before.size == size && before.modified == modified) {
      return before.etag;
    }
    String etag =
        size > LARGE
            ? '"' + md5((size + "|" + modified).getBytes(StandardCharsets.US_ASCII)) + "-1\""
            : '"' + md5(Files.readAllBytes(file)) + '"';
    known.put(file, new Known(size, modified, etag));
    return etag;
  }

  void forget(Path file) {
    known.remove(file);
  }

  private static String md5(byte[] content) {
    return HexFormat.of().formatHex(digest().digest(content));
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has MD5", missing);
    }
  }
}
