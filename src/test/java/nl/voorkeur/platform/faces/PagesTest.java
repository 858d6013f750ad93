package nl.voorkeur.platform.faces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * The pages as files: no text outside the bundles, no key that no bundle has, no tag of ours that
 * does not exist (Faces would print it), and a name of its own for every input, so that an old page
 * still posts what it showed.
 */
class PagesTest {

  private static final Path WEBAPP = Path.of("webapp");
  private static final String OURS = "urn:voorkeur";
  private static final Pattern LETTERS = Pattern.compile("\\p{L}{2,}");
  private static final Pattern EXPRESSION = Pattern.compile("#\\{(?:'[^']*'|[^}'])*\\}");
  private static final Pattern KEY =
      Pattern.compile("\\bm\\['([^']+)'\\]|\\btext\\.of\\('([^']+)'[,)]");
  private static final Set<String> SHOWN_ATTRIBUTES =
      Set.of("alt", "aria-label", "title", "placeholder", "label");

  /** Only where an installation asks for proof of work, and the page works without. */
  private static final Path WORK = Path.of("tags", "work.xhtml");

  private static final Set<String> INPUTS =
      Set.of(
          "inputText",
          "inputTextarea",
          "inputSecret",
          "selectOneMenu",
          "selectOneRadio",
          "selectManyCheckbox",
          "selectBooleanCheckbox",
          "inputFile",
          "topics",
          "choices",
          "menu",
          "switch");

  @TestFactory
  Stream<DynamicTest> eachPage() throws IOException {
    List<Path> pages;
    try (Stream<Path> files = Files.walk(WEBAPP)) {
      pages = files.filter(file -> file.toString().endsWith(".xhtml")).sorted().toList();
    }
    assertTrue(pages.size() > 10);
    return pages.stream()
        .map(
            page -> DynamicTest.dynamicTest(WEBAPP.relativize(page).toString(), () -> check(page)));
  }

  private static void check(Path page) throws Exception {
    Document document = parse(page);
    boolean isPublic =
        !page.startsWith(WEBAPP.resolve("staff"))
            && !page.startsWith(WEBAPP.resolve("WEB-INF/parts")) // of staff pages, as it is
            && !page.endsWith("templates/desk.xhtml");
    Set<String> tags = ownTags();
    for (Element element : elements(document.getDocumentElement())) {
      String name = element.getLocalName();
      if (OURS.equals(element.getNamespaceURI())) {
        assertTrue(tags.contains(name), "no such tag: v:" + name);
      }
      if (isPublic) {
        assertFalse(
            name.equals("script") && !page.endsWith(WORK), "no script on a public page but that");
        assertFalse(element.hasAttribute("style"), "no inline style");
        assertFalse(
            name.equals("head") && "jakarta.faces.html".equals(element.getNamespaceURI()),
            "h:head brings scripts");
      }
      boolean hidden = "hidden".equals(element.getAttribute("type"));
      if (INPUTS.contains(name) || (name.equals("input") && !hidden)) {
        assertFalse(element.getAttribute("id").isEmpty(), "an input without an id: " + name);
      }
      for (int i = 0; i < element.getAttributes().getLength(); i++) {
        Attr attribute = (Attr) element.getAttributes().item(i);
        if (SHOWN_ATTRIBUTES.contains(attribute.getLocalName())) {
          assertNoText(attribute.getValue(), "@" + attribute.getName());
        }
      }
      for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
        if (child.getNodeType() == Node.TEXT_NODE) {
          assertNoText(child.getNodeValue(), name);
        }
      }
    }
    if (isPublic) {
      assertKeysExist(Files.readString(page));
    }
  }

  private static void assertNoText(String text, String where) {
    String literal = EXPRESSION.matcher(text).replaceAll(" ").replace("Voorkeur", "");
    assertFalse(LETTERS.matcher(literal).find(), () -> "text in " + where + ": " + literal.strip());
  }

  private static void assertKeysExist(String page) throws IOException {
    Properties texts = new Properties();
    try (InputStream in =
        PagesTest.class.getResourceAsStream("/nl/voorkeur/i18n/Messages_en.properties")) {
      texts.load(new java.io.InputStreamReader(in, java.nio.charset.StandardCharsets.UTF_8));
    }
    Set<String> missing = new TreeSet<>();
    Matcher key = KEY.matcher(page);
    while (key.find()) {
      String name = key.group(1) == null ? key.group(2) : key.group(1);
      if (!texts.containsKey(name)) {
        missing.add(name);
      }
    }
    assertEquals(Set.of(), missing);
  }

  private static Set<String> ownTags() throws Exception {
    Set<String> names = new HashSet<>();
    for (Element element :
        elements(parse(WEBAPP.resolve("WEB-INF/voorkeur.taglib.xml")).getDocumentElement())) {
      if (element.getLocalName().equals("tag-name")) {
        names.add(element.getTextContent().strip());
      }
      if (element.getLocalName().equals("source")) {
        Path source = WEBAPP.resolve("WEB-INF").resolve(element.getTextContent().strip());
        assertTrue(Files.exists(source), source.toString());
      }
    }
    return names;
  }

  private static List<Element> elements(Element root) {
    List<Element> all = new ArrayList<>();
    all.add(root);
    for (Node child = root.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element) {
        all.addAll(elements(element));
      }
    }
    return all;
  }

  private static Document parse(Path file)
      throws IOException, ParserConfigurationException, SAXException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    var builder = factory.newDocumentBuilder();
    builder.setEntityResolver(
        (publicId, systemId) -> new InputSource(new java.io.StringReader("")));
    return builder.parse(file.toFile());
  }
}
