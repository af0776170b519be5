package io.tarn.ingest.domain;

import io.tarn.model.error.ErrorKind;
import io.tarn.model.error.TarnException;
import io.tarn.model.manifest.SourceManifest.Format;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a stream of bytes into records, each as received but for its line end. Never decodes: the
 * marks it looks for are ASCII, which UTF-8 and its relatives use for nothing else.
 *
 * <p>CSV is RFC 4180: a field that begins with a quote may hold line ends and, doubled, quotes; a
 * line ends with CRLF, LF or CR. JSON is one value a line, ended by LF or CRLF. Empty lines are no
 * records; a UTF-8 byte order mark at the start is dropped.
 */
public final class RecordSplitter {
  private static final int END = -1;
  private static final byte[] UTF8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  /** Where in a CSV record the next byte stands. */
  private enum Place {
    FIELD_START,
    PLAIN,
    QUOTED,
    AFTER_QUOTE
  }

  private final BufferedInputStream in;
  private final Format format;
  private final int maxBytes;
  private final ByteArrayOutputStream record = new ByteArrayOutputStream();
  private long line = 1;
  private boolean started;

  /**
   * @param maxBytes largest record allowed
   */
  public RecordSplitter(InputStream in, Format format, int maxBytes) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.format = format;
    this.maxBytes = maxBytes;
  }

  /**
   * The next record; empty at the end.
   *
   * @throws TarnException UNPROCESSABLE, with the line, when the text is UTF-16, a quote is never
   *     closed or a record is too large
   */
  public Optional<byte[]> next() throws IOException {
    if (!started) {
      started = true;
      skipMark();
    }
    long firstLine = line;
    Place place = Place.FIELD_START;
    record.reset();
    for (int next = in.read(); next != END; next = in.read()) {
      boolean open = place == Place.QUOTED;
      if (!open && endsLine(next)) {
        if (record.size() > 0) {
          return Optional.of(record.toByteArray());
        }
        firstLine = line;
        place = Place.FIELD_START;
        continue;
      }
      if (open && next == '\n') {
        line++;
      }
      place = format == Format.csv ? after(place, next) : Place.PLAIN;
      add(next, firstLine);
    }
    if (place == Place.QUOTED) {
      throw unreadable(firstLine, "opens a quote that is never closed", "Close or double it.");
    }
    return record.size() > 0 ? Optional.of(record.toByteArray()) : Optional.empty();
  }

  private static Place after(Place place, int next) {
    return switch (place) {
      case FIELD_START -> next == '"' ? Place.QUOTED : next == ',' ? place : Place.PLAIN;
      case PLAIN -> next == ',' ? Place.FIELD_START : place;
      case QUOTED -> next == '"' ? Place.AFTER_QUOTE : place;
      case AFTER_QUOTE ->
          next == '"' ? Place.QUOTED : next == ',' ? Place.FIELD_START : Place.PLAIN;
    };
  }

  private boolean endsLine(int next) throws IOException {
    if (next == '\n') {
      line++;
      return true;
    }
    if (next != '\r') {
      return false;
    }
    boolean crlf = peek() == '\n';
    if (crlf) {
      in.skipNBytes(1);
    }
    if (crlf || format == Format.csv) {
      line++;
      return true;
    }
    return false;
  }

  private int peek() throws IOException {
    in.mark(1);
    int next = in.read();
    in.reset();
    return next;
  }

  private void add(int next, long firstLine) {
    if (record.size() == maxBytes) {
      throw unreadable(
          firstLine,
          "begins a record of more than %d bytes".formatted(maxBytes),
          "Look for a quote too much, or raise tarn.ingest.max-record.");
    }
    record.write(next);
  }

  private void skipMark() throws IOException {
    in.mark(UTF8_MARK.length);
    byte[] first = in.readNBytes(UTF8_MARK.length);
    if (Arrays.equals(first, UTF8_MARK)) {
      return;
    }
    in.reset();
    if (first.length >= 2 && (isMark(first, 0xfe, 0xff) || isMark(first, 0xff, 0xfe))) {
      throw unreadable(1, "says that the text is UTF-16", "Save it as UTF-8.");
    }
  }

  private static boolean isMark(byte[] bytes, int first, int second) {
    return bytes[0] == (byte) first && bytes[1] == (byte) second;
  }

  private static TarnException unreadable(long line, String what, String hint) {
    return new TarnException(ErrorKind.UNPROCESSABLE, "line %d %s".formatted(line, what), hint);
  }
}
