package nl.voorkeur.preference.rest;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonWriter;
import jakarta.json.JsonWriterFactory;
import jakarta.json.stream.JsonGenerator;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.permission.Provenance;
import nl.voorkeur.permission.Route;
import nl.voorkeur.platform.faces.PageRoute;
import nl.voorkeur.platform.token.Link;
import nl.voorkeur.platform.token.LinkPurpose;
import nl.voorkeur.platform.token.LinkTokens;
import nl.voorkeur.preference.FreshLink;
import nl.voorkeur.preference.FreshLinks;
import nl.voorkeur.preference.MyData;
import nl.voorkeur.preference.Overview;
import nl.voorkeur.preference.Overview.Line;
import nl.voorkeur.preference.Preferences;
import nl.voorkeur.recipient.PersonalRecord;

/**
 * What is done from the page of a person's data without a view of its own: the files to keep (GDPR
 * art. 15(3) and 20), and stopping a topic from the timeline. Only by post, with the pass; the
 * files only while that is young.
 */
@WebServlet({"/my/data.json", "/my/data.html", "/my/stop"})
public class MyDataServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient LinkTokens tokens;
  @Inject private transient FreshLinks freshLinks;
  @Inject private transient Preferences preferences;
  @Inject private transient MyData myData;
  @Inject private transient Clock clock;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String pass = request.getParameter("pass");
    Optional<Link> link =
        "POST".equals(request.getMethod()) ? tokens.read(pass, LinkPurpose.PASS) : Optional.empty();
    Optional<Overview> overview =
        link.map(said -> new RecipientId(said.subject())).flatMap(preferences::open);
    if (overview.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    boolean fresh = freshLinks.isFresh(link.get());
    String path = request.getServletPath();
    String view = "/mydata.xhtml";
    if (path.equals("/my/stop")) {
      stop(request, overview.get(), fresh);
    } else if (fresh && path.equals("/my/data.json")) {
      json(response, overview.get());
      return;
    } else if (fresh) {
      response.setHeader("Content-Disposition", "attachment; filename=\"my-data.html\"");
      view = "/mydatafile.xhtml";
    }
    PageRoute.show(request, response, view, "/my/data", "/my/data", pass, link.get());
  }

  private void stop(HttpServletRequest request, Overview overview, boolean fresh) {
    String wanted = request.getParameter("topic");
    for (Line line : overview.choosable()) {
      if (line.topic().toString().equals(wanted)) {
        Route route = fresh ? Route.FRESH_LINK : Route.PREFERENCES;
        preferences.stop(overview.person().id(), line.topic(), Provenance.byRecipient(route));
        Language language = Language.of(request.getParameter("lang")).orElse(overview.language());
        request.setAttribute(FreshLink.STOPPED, line.text(language).name());
      }
    }
  }

  private void json(HttpServletResponse response, Overview overview) throws IOException {
    response.setContentType("application/json;charset=UTF-8");
    response.setHeader("Content-Disposition", "attachment; filename=\"my-data.json\"");
    JsonObjectBuilder parts = Json.createObjectBuilder();
    for (MyData.Part part : myData.about(overview.person().id())) {
      JsonArrayBuilder records = Json.createArrayBuilder();
      part.records().forEach(record -> records.add(json(record)));
      parts.add(part.name(), records);
    }
    JsonObject all =
        Json.createObjectBuilder()
            .add("schema", "/schema/my-data.json")
            .add("made_at", clock.instant().toString())
            .add("controller", overview.sender().name())
            .add("data", parts)
            .build();
    JsonWriterFactory pretty =
        Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));
    try (JsonWriter writer = pretty.createWriter(response.getWriter())) {
      writer.writeObject(all);
    }
  }

  private static JsonObjectBuilder json(PersonalRecord record) {
    JsonObjectBuilder facts = Json.createObjectBuilder();
    record.at().ifPresent(at -> facts.add("at", at.toString()));
    record.facts().forEach(facts::add);
    return facts;
  }
}
