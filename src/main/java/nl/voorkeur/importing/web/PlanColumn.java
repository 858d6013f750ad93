package nl.voorkeur.importing.web;

import java.util.List;
import nl.voorkeur.importing.ImportField;

/** One column of a file, and what it is read as. */
public class PlanColumn {

  private static final int EXAMPLES = 3;
  private static final int LONGEST_EXAMPLE = 60;

  private final int number;
  private final String heading;
  private final String example;
  private ImportField field;

  PlanColumn(int number, String heading, List<List<String>> rows, ImportField field) {
    this.number = number;
    this.heading = heading;
    this.example = example(number, rows);
    this.field = field;
  }

  private static String example(int column, List<List<String>> rows) {
    List<String> found =
        rows.stream()
            .map(row -> column < row.size() ? row.get(column).strip() : "")
            .filter(cell -> !cell.isEmpty())
            .distinct()
            .limit(EXAMPLES)
            .map(
                cell ->
                    cell.length() > LONGEST_EXAMPLE
                        ? cell.substring(0, LONGEST_EXAMPLE) + "\u2026"
                        : cell)
            .toList();
    return String.join(", ", found);
  }

  public int getNumber() {
    return number;
  }

  public String getHeading() {
    return heading;
  }

  public String getExample() {
    return example;
  }

  public ImportField getField() {
    return field;
  }

  public void setField(ImportField field) {
    this.field = field;
  }
}
