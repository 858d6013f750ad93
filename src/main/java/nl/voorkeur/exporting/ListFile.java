package nl.voorkeur.exporting;

import java.io.IOException;

/** The file of a list while it is written, in one form or another. */
interface ListFile {

  void begin(ListQuery query) throws IOException;

  void write(Chunk chunk) throws IOException;

  void end() throws IOException;
}
