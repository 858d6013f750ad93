package nl.voorkeur;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import nl.voorkeur.platform.faces.FormSeal;
import nl.voorkeur.platform.token.Link;
import nl.voorkeur.platform.token.LinkPurpose;
import nl.voorkeur.platform.token.LinkTokens;

/** Links as a running portal's mails hold them, made with the keys of its data folder. */
public final class Links {

  private final Portal portal;
  private final LinkTokens tokens;
  private final List<NamedKey> keys;

  public Links(Portal portal) {
    this.portal = portal;
    Properties read = new Properties();
    try (Reader reader = Files.newBufferedReader(portal.data().resolve("keys.properties"))) {
      read.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.keys = Configuration.read(read::getProperty).get(Setting.TOKEN_KEYS);
    this.tokens = new LinkTokens(keys, Clock.systemUTC());
  }

  public String unsubscribe(long recipient, long topic) {
    return portal.url() + "/u/" + tokens.issue(LinkPurpose.UNSUBSCRIBE, recipient, topic, 0);
  }

  public String preferences(long recipient) {
    return portal.url() + "/p/" + tokens.issue(LinkPurpose.PREFERENCES, recipient, 0, 0);
  }

  public String confirm(long signUp) {
    return portal.url() + "/c/" + tokens.issue(LinkPurpose.CONFIRM, signUp, 0, 0);
  }

  public String fresh(long request) {
    return portal.url() + "/f/" + tokens.issue(LinkPurpose.FRESH, request, 0, 0);
  }

  /** A pass to the person's own pages that they got so long ago. */
  public String pass(long recipient, Duration ago) {
    Clock then = Clock.offset(Clock.systemUTC(), ago.negated());
    return new LinkTokens(keys, then).issue(LinkPurpose.PASS, recipient, 0, 0);
  }

  /**
   * The seal of a form that was made so long ago: by a person who took their time, as what is
   * filled in faster than a person types mails nobody.
   */
  public String seal(String path, Duration ago) {
    Clock then = Clock.offset(Clock.systemUTC(), ago.negated());
    return new FormSeal(new LinkTokens(keys, then)).of(path);
  }

  /** What a link to a page of the portal says. */
  public Link read(String url, LinkPurpose purpose) {
    return tokens.read(url.substring(url.lastIndexOf('/') + 1), purpose).orElseThrow();
  }
}
