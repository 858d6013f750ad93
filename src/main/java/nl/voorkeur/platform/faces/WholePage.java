package nl.voorkeur.platform.faces;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;

/**
 * An answer that leaves once, when it is whole, and so says how long it is. The container flushes
 * what was forwarded before it ends it; without this a page would leave in chunks, the last of
 * which is a packet of five bytes.
 */
final class WholePage extends HttpServletResponseWrapper {

  private PrintWriter writer;

  WholePage(HttpServletResponse response) {
    super(response);
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (writer == null) {
      writer = new Patient(super.getWriter());
    }
    return writer;
  }

  @Override
  public void flushBuffer() {
    // it leaves when it is whole
  }

  private static final class Patient extends PrintWriter {

    Patient(PrintWriter within) {
      super(within);
    }

    @Override
    public void flush() {
      // it leaves when it is whole
    }
  }
}
