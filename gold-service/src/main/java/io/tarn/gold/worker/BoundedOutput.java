package io.tarn.gold.worker;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Takes so many bytes and no more. */
final class BoundedOutput extends FilterOutputStream {
  private long left;

  BoundedOutput(OutputStream out, long bytes) {
    super(out);
    left = bytes;
  }

  @Override
  public void write(int value) throws IOException {
    take(1);
    out.write(value);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    take(length);
    out.write(bytes, offset, length);
  }

  private void take(int bytes) throws TooLargeException {
    left -= bytes;
    if (left < 0) {
      throw new TooLargeException();
    }
  }
}
