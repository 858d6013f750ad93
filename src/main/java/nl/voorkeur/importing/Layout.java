package nl.voorkeur.importing;

import java.util.List;

/**
 * How a file is to be read.
 *
 * @param delimiter what stands between two columns
 * @param header whether the first record holds headings
 * @param fields what each column holds, in their order; the number of columns each record must have
 */
public record Layout(
    FileCharset charset,
    char delimiter,
    boolean header,
    DateOrder dateOrder,
    List<ImportField> fields) {

  public Layout {
    fields = List.copyOf(fields);
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("a file has a column at least");
    }
    if (delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
      throw new IllegalArgumentException("not a delimiter");
    }
  }

  /** Whether a column may say of somebody that they are out. */
  boolean tellsWhoIsOut() {
    return fields.contains(ImportField.STATUS)
        || fields.contains(ImportField.BLOCKED)
        || fields.contains(ImportField.CLEANED_AT);
  }

  /** Whether each field but IGNORED stands for one column at most. */
  boolean isUnambiguous() {
    List<ImportField> used = fields.stream().filter(field -> field != ImportField.IGNORED).toList();
    return used.stream().distinct().count() == used.size();
  }
}
