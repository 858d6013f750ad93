package nl.voorkeur.exporting;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * One block of a list as it was read: the lines of its people, who they are, and how many were not
 * on it by cause. Holds bytes, not objects, as lists are long.
 */
final class Chunk {

  /** Consecutive recipients in a block: 2 to the power of this. */
  static final int BITS = 16;

  static final int SIZE = 1 << BITS;
  private static final byte[] END = {'\r', '\n'};

  private final long block;
  private final long rowsBefore;
  private final char separator;
  private final boolean json;
  private final BitSet people = new BitSet(SIZE);
  private final Map<String, Long> causes = new HashMap<>();
  private byte[] bytes = new byte[SIZE * 48];
  private int length;
  private int rows;

  Chunk(long block, long rowsBefore, ListQuery query) {
    this.block = block;
    this.rowsBefore = rowsBefore;
    this.separator = query.separator();
    this.json = separator == ListQuery.JSON_SEPARATOR;
  }

  /**
   * Takes a row of the COPY: a number, why the person is not on the list or nothing, and what
   * stands on it about them. The number of the row in the list comes in place of the first two.
   */
  void add(byte[] row) {
    int at = 0;
    long id = 0;
    while (row[at] != separator) {
      id = id * 10 + row[at++] - '0';
    }
    int cause = ++at;
    while (row[at] != separator) {
      at++;
    }
    if (at > cause) {
      causes.merge(
          new String(row, cause, at - cause, java.nio.charset.StandardCharsets.US_ASCII),
          1L,
          Long::sum);
      return;
    }
    rows++;
    people.set((int) (id & (SIZE - 1)));
    line(row, at + 1, row.length - 1);
  }

  private void line(byte[] row, int from, int to) {
    ensure(to - from + 40);
    if (json) {
      append("{\"row\":");
      number(rowsBefore + rows);
      bytes[length++] = ',';
      append(row, from + 1, to); // its own brace goes
      bytes[length++] = '\n';
    } else {
      number(rowsBefore + rows);
      bytes[length++] = ',';
      append(row, from, to);
      append(END, 0, END.length);
    }
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 3 / 2, length + more));
    }
  }

  private void append(String text) {
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
  }

  private void append(byte[] from, int start, int end) {
    System.arraycopy(from, start, bytes, length, end - start);
    length += end - start;
  }

  private void number(long value) {
    int digits = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    long rest = value;
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  long block() {
    return block;
  }

  long rowsBefore() {
    return rowsBefore;
  }

  int rows() {
    return rows;
  }

  /** The first {@link #length()} of them are the lines. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  Map<String, Long> causes() {
    return causes;
  }

  /** A bit for each recipient of the block, the lowest of a byte first, as PostgreSQL counts. */
  byte[] people() {
    return Arrays.copyOf(people.toByteArray(), SIZE / 8);
  }
}
