package nl.voorkeur.mailing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Links are followed over real HTTP, and never into our own network. */
class LinkProbeTest {

  @Test
  void tellsHowEachAddressAnswers() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          int status =
              switch (exchange.getRequestURI().getPath()) {
                case "/fine" -> 200;
                case "/moved" -> 301;
                case "/get" -> exchange.getRequestMethod().equals("GET") ? 200 : 405;
                default -> 404;
              };
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    try {
      String here = "http://127.0.0.1:" + server.getAddress().getPort();
      assertEquals(
          List.of(
              new CheckedLink(here + "/fine", true, "200"),
              new CheckedLink(here + "/moved", true, "301"),
              new CheckedLink(here + "/get", true, "200"),
              new CheckedLink(here + "/gone", false, "404"),
              CheckedLink.of("http://127.0.0.1:1/", "NO_ANSWER")),
          new LinkProbe(address -> true)
              .ask(
                  List.of(
                      here + "/fine",
                      here + "/moved",
                      here + "/get",
                      here + "/gone",
                      "http://127.0.0.1:1/")));
      assertTrue(asked.contains("HEAD /fine"), "no more than needed");
      asked.clear();
      assertEquals(
          List.of("NOT_PUBLIC", "NOT_PUBLIC", "NOT_PUBLIC", "NOT_PUBLIC"),
          new LinkProbe()
                  .ask(
                      List.of(
                          here + "/fine",
                          "http://10.0.0.1/",
                          "http://169.254.169.254/",
                          "http://[fd00::1]/"))
                  .stream()
                  .map(CheckedLink::answer)
                  .toList());
      assertEquals(List.of(), asked, "nothing is asked inside");
    } finally {
      server.stop(0);
    }
  }
}
