package nl.voorkeur.importing.web;

import nl.voorkeur.importing.ImportField;

/** One column of a file, and what it is read as. */
public class PlanColumn {
  private final int number;
  private final String heading;
  private final String example;
  private ImportField field;

  PlanColumn(int number, String heading, String example, ImportField field) {
    this.number = number;
    this.heading = heading;
    this.example = example;
    this.field = field;
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
