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
    response.setContentType("text/csv;charset=utf-8;header=present");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
  }
}
