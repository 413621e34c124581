package dev.stepwell.local.redshift;

import io.airlift.compress.bzip2.BZip2HadoopStreams;
import io.airlift.compress.lzo.LzopHadoopStreams;
import io.airlift.compress.zstd.ZstdInputStream;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How the text files of COPY and UNLOAD are compressed. */
enum Compression {
  NONE(""),
  GZIP(".gz"),
  BZIP2(".bz2"),
  LZOP(".lzo"),
  ZSTD(".zst");

  private final String suffix;

  Compression(String suffix) {
    this.suffix = suffix;
  }

  /** Whether a word of COPY or UNLOAD names a compression. */
  static boolean isNamed(String word) {
    return word.equals("gzip")
        || word.equals("bzip2")
        || word.equals("lzop")
        || word.equals("zstd");
  }

  static Compression of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** What ends the names of files that UNLOAD writes. */
  String suffix() {
    return suffix;
  }

  /** The plain content; reading damaged content throws an {@link IOException}. */
  InputStream reading(InputStream in) throws IOException {
    return this == NONE ? in : new Checked(opened(in));
  }

  private InputStream opened(InputStream in) throws IOException {
    return switch (this) {
      case NONE -> in;
      case GZIP -> new GZIPInputStream(in);
      case BZIP2 -> new BZip2HadoopStreams().createInputStream(in);
      case LZOP -> new LzopHadoopStreams().createInputStream(in);
      case ZSTD -> new ZstdInputStream(in);
    };
  }

  OutputStream writing(OutputStream out) throws IOException {
    return switch (this) {
      case NONE -> out;
      case GZIP -> new GZIPOutputStream(out);
      case BZIP2 -> new BZip2HadoopStreams().createOutputStream(out);
      case LZOP -> new LzopHadoopStreams().createOutputStream(out);
      case ZSTD -> new ZstdOutputStream(out);
    };
  }

  /** Has damage be an {@link IOException}, whatever the decompressor takes it for. */
  private static final class Checked extends FilterInputStream {

    Checked(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      int count = read(one, 0, 1);
      return count <= 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int most) throws IOException {
      try {
        return super.read(bytes, from, most);
      } catch (RuntimeException damaged) {
        throw new IOException("the compressed data are damaged", damaged);
      }
    }
  }
}
