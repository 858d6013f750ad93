package nl.voorkeur.exporting.rest;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.exporting.Manifest;
import nl.voorkeur.exporting.PermittedList;
import nl.voorkeur.exporting.RecallEntry;
import nl.voorkeur.exporting.RecallFeeds;
import nl.voorkeur.kernel.ExportId;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.rest.Download;

/** A recall feed as a file of CSV, to pass on by hand. */
@WebServlet("/staff/exporting/recall")
public class RecallServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final int AT_ONCE = 10_000;

  @Inject private transient PermittedList lists;
  @Inject private transient RecallFeeds feeds;
  @Inject private transient Parameters parameters;
  @Inject private transient Desk desk;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Manifest> export =
        parameters.number("export").map(ExportId::new).flatMap(id -> lists.find(desk.id(), id));
    if (export.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    Download.csv(response, "recall-" + export.get().id() + ".csv");
    Writer out = response.getWriter();
    out.write("seq,row,address,act,reason,at\r\n");
    int after = 0;
    for (List<RecallEntry> page = page(export.get(), after);
        !page.isEmpty();
        page = page(export.get(), after)) {
      for (RecallEntry entry : page) {
        out.write(line(entry));
      }
      after = page.get(page.size() - 1).seq();
    }
  }

  private List<RecallEntry> page(Manifest export, int after) {
    return feeds.entries(export.controller(), export.id(), after, AT_ONCE);
  }

  private static String line(RecallEntry entry) {
    return entry.seq()
        + ","
        + entry.row()
        + ","
        + entry.address().map(Download::field).orElse("")
        + ","
        + ExportViews.act(entry)
        + ","
        + entry.reason()
        + ","
        + entry.at()
        + "\r\n";
  }
}
