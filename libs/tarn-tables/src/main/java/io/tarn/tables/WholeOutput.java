package io.tarn.tables;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.apache.iceberg.io.PositionOutputStream;

/** What is written goes on as a whole once it is closed. */
final class WholeOutput extends PositionOutputStream {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Consumer<byte[]> destination;
  private boolean closed;

  WholeOutput(Consumer<byte[]> destination) {
    this.destination = destination;
  }

  @Override
  public long getPos() {
    return bytes.size();
  }

  @Override
  public void write(int value) {
    bytes.write(value);
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    bytes.write(source, offset, length);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      destination.accept(bytes.toByteArray());
    }
  }
}
