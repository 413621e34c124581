package dev.stepwell.local.s3;

import java.io.IOException;
import java.io.InputStream;

/**
 * Takes the content out of the SDKs' upload encoding {@code aws-chunked}: pieces, each with its
 * length in hexadecimal (and a signature) before it, and trailing headers at the end. Neither
 * signatures nor checksums are checked.
 */
final class AwsChunkedStream extends InputStream {

  private static final int LONGEST_LINE = 8192;

  private final InputStream in;
  private long left;
  private boolean begun;
  private boolean ended;

  AwsChunkedStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (left == 0 && !ended) {
      nextPiece();
    }
    if (ended) {
      return -1;
    }
    int read = in.read(target, offset, (int) Math.min(left, length));
    if (read < 0) {
      throw new IOException("the upload ends in the middle of a piece");
    }
    left -= read;
    return read;
  }

  private void nextPiece() throws IOException {
    if (begun) {
      line();
    }
    begun = true;
    String header = line();
    int end = header.indexOf(';');
    String length = end < 0 ? header : header.substring(0, end);
    try {
      left = Long.parseLong(length.strip(), 16);
    } catch (NumberFormatException wrong) {
      throw new IOException("no length of an upload piece: " + header, wrong);
    }
    if (left == 0) {
      ended = true;
      in.readAllBytes();
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int c;
    while ((c = in.read()) >= 0 && c != '\n') {
      line.append((char) c);
      if (line.length() > LONGEST_LINE) {
        throw new IOException("an upload piece has no header");
      }
    }
    if (c < 0 && line.isEmpty()) {
      throw new IOException("the upload ends before its last piece");
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
