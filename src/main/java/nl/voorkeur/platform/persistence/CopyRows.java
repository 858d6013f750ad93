package nl.voorkeur.platform.persistence;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.postgresql.copy.CopyIn;

/**
 * Rows in the binary format of COPY, gathered into blocks: nothing has to be quoted, and keys are
 * sent as the bytes they are. The statement says {@code (FORMAT binary)}, and each value is of
 * exactly the type of its column (PostgreSQL, COPY, "Binary Format").
 */
public final class CopyRows {

  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final byte[] END = {-1, -1};

  /** PostgreSQL's number of the type {@code bytea}. */
  private static final int BYTEA = 17;

  private static final int NO_VALUE = -1;

  /** The most bytes that a character of a text becomes. */
  private static final int WIDEST = 3;

  private final short columns;
  private final CharsetEncoder encoder =
      StandardCharsets.UTF_8
          .newEncoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private ByteBuffer rows = ByteBuffer.allocate(1 << 16);

  /**
   * @param columns how many values each row has
   */
  public CopyRows(int columns) {
    this.columns = (short) columns;
  }

  /** What stands before all rows. */
  public static void begin(CopyIn copy) throws SQLException {
    copy.writeToCopy(SIGNATURE, 0, SIGNATURE.length);
  }

  /** What stands after all rows. */
  public static void end(CopyIn copy) throws SQLException {
    copy.writeToCopy(END, 0, END.length);
    copy.endCopy();
  }

  /** Begins a row; its values follow, one for each column. */
  public CopyRows row() {
    ensure(Short.BYTES);
    rows.putShort(columns);
    return this;
  }

  /** For a {@code bigint}. */
  public CopyRows bigint(long value) {
    ensure(Integer.BYTES + Long.BYTES);
    rows.putInt(Long.BYTES).putLong(value);
    return this;
  }

  /** For an {@code integer}. */
  public CopyRows integer(int value) {
    ensure(2 * Integer.BYTES);
    rows.putInt(Integer.BYTES).putInt(value);
    return this;
  }

  /** For a {@code boolean}. */
  public CopyRows flag(boolean value) {
    ensure(Integer.BYTES + 1);
    rows.putInt(1).put((byte) (value ? 1 : 0));
    return this;
  }

  /** For a column of any type. */
  public CopyRows none() {
    ensure(Integer.BYTES);
    rows.putInt(NO_VALUE);
    return this;
  }

  /** For a {@code text}, or an enumeration by the name of its value. */
  public CopyRows text(String value) {
    int start = startOf(value.length() * WIDEST);
    put(value);
    return endOf(start);
  }

  /** The same; an empty text is no value. */
  public CopyRows optional(String value) {
    return value.isEmpty() ? none() : text(value);
  }

  /** For a {@code jsonb}. */
  public CopyRows json(String value) {
    int start = startOf(1 + value.length() * WIDEST);
    rows.put((byte) 1); // the version of the format
    put(value);
    return endOf(start);
  }

  /** For a {@code bytea}. */
  public CopyRows bytes(byte[] value) {
    ensure(Integer.BYTES + value.length);
    rows.putInt(value.length).put(value);
    return this;
  }

  /** For a {@code bytea[]}. */
  public CopyRows byteArray(List<byte[]> values) {
    int start = startOf(5 * Integer.BYTES);
    rows.putInt(values.isEmpty() ? 0 : 1).putInt(0).putInt(BYTEA); // dimensions, no nulls, of what
    if (!values.isEmpty()) {
      rows.putInt(values.size()).putInt(1); // how many, from which index
      values.forEach(this::bytes);
    }
    return endOf(start);
  }

  /** How many bytes were gathered. */
  public int length() {
    return rows.position();
  }

  /** The rows gathered so far, which are forgotten here. */
  public byte[] take() {
    byte[] block = Arrays.copyOf(rows.array(), rows.position());
    rows.clear();
    return block;
  }

  /** PostgreSQL keeps no zero in a text, so that becomes a space. */
  private void put(String value) {
    int length = value.length();
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c >= 0x80) {
        encoder.reset().encode(CharBuffer.wrap(value.substring(i).replace('\0', ' ')), rows, true);
        return;
      }
      rows.put((byte) (c == 0 ? ' ' : c));
    }
  }

  private int startOf(int atMost) {
    ensure(Integer.BYTES + atMost);
    int start = rows.position();
    rows.putInt(NO_VALUE); // its length is known at its end
    return start;
  }

  private CopyRows endOf(int start) {
    rows.putInt(start, rows.position() - start - Integer.BYTES);
    return this;
  }

  private void ensure(int more) {
    if (rows.remaining() < more) {
      rows =
          ByteBuffer.wrap(
                  Arrays.copyOf(
                      rows.array(), Math.max(rows.capacity() * 2, rows.position() + more)))
              .position(rows.position());
    }
  }
}
