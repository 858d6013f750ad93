package nl.voorkeur.importing;

import java.util.List;
import java.util.Optional;

/**
 * What a file looks like, for a person to agree with or put right.
 *
 * @param encoding what its bytes prove
 * @param dialect whose export it seems to be
 * @param kind what it most likely holds, if that shows
 * @param suggested how to read it; with UTF-8 as the character set where none was given and none is
 *     certain
 * @param headings the first record when it holds headings, else made up: empty texts
 * @param rows the first records
 */
public record FileLook(
    Encoding encoding,
    Optional<Dialect> dialect,
    Optional<ImportKind> kind,
    Layout suggested,
    List<String> headings,
    List<List<String>> rows) {

  public FileLook {
    headings = List.copyOf(headings);
    rows = List.copyOf(rows);
  }

  /** The fields of the suggested layout as far as a kind has them. */
  public List<ImportField> fieldsFor(ImportKind chosen) {
    return suggested.fields().stream()
        .map(field -> field.belongsTo(chosen) ? field : ImportField.IGNORED)
        .map(field -> suggested.fields().size() == 1 ? chosen.key() : field)
        .toList();
  }
}
