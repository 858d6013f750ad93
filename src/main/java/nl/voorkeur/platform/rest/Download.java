package nl.voorkeur.platform.rest;

import jakarta.servlet.http.HttpServletResponse;

/** An answer that a browser saves as a file, and keeps nowhere else. */
public final class Download {

  private Download() {}

  /**
   * A file of comma separated values with a line of headings (RFC 4180).
   *
   * @param name of ASCII letters, digits, dots and hyphens
   */
  public static void csv(HttpServletResponse response, String name) {
    of(response, "text/csv;charset=utf-8;header=present", name);
  }

  /** A file of some sort. */
  public static void of(HttpServletResponse response, String mediaType, String name) {
    response.setContentType(mediaType);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
  }

  /** A field as RFC 4180 writes it. */
  public static String field(String text) {
    return text.indexOf(',') < 0
            && text.indexOf('"') < 0
            && text.indexOf('\n') < 0
            && text.indexOf('\r') < 0
        ? text
        : '"' + text.replace("\"", "\"\"") + '"';
  }
}
