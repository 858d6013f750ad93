package nl.voorkeur.platform.token;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;

/**
 * The links that go into mails. They begin with the configured base URL, never with what a request
 * said of its host.
 */
@ApplicationScoped
public class LinkUrls {

  private LinkTokens tokens;
  private String baseUrl;

  /** For the container. */
  protected LinkUrls() {}

  private LinkUrls(LinkTokens tokens, String baseUrl) {
    this.tokens = tokens;
    this.baseUrl = baseUrl;
  }

  @Inject
  public LinkUrls(Configuration configuration, LinkTokens tokens) {
    this.tokens = tokens;
    this.baseUrl = configuration.get(Setting.BASE_URL).toString();
  }

  /** The same links on a controller's own host, reached the way the portal is. */
  public LinkUrls at(Optional<String> host) {
    return host.map(name -> new LinkUrls(tokens, onHost(baseUrl, name))).orElse(this);
  }

  private static String onHost(String url, String host) {
    URI base = URI.create(url);
    String port = base.getPort() < 0 ? "" : ":" + base.getPort();
    return base.getScheme() + "://" + host + port;
  }

  /** Stops one topic: the page on GET, the one-click endpoint on POST (RFC 8058). */
  public String unsubscribe(RecipientId recipient, TopicId topic, Optional<MailingId> mailing) {
    return url("/u/", LinkPurpose.UNSUBSCRIBE, recipient.value(), topic.value(), mailing);
  }

  /** The preference page, from an ordinary mail. */
  public String preferences(RecipientId recipient, Optional<MailingId> mailing) {
    return url("/p/", LinkPurpose.PREFERENCES, recipient.value(), 0, mailing);
  }

  /** The page that confirms a sign-up. */
  public String confirm(long signUp) {
    return url("/c/", LinkPurpose.CONFIRM, signUp, 0, Optional.empty());
  }

  /** The page that opens a person's own pages once. */
  public String fresh(long request) {
    return url("/f/", LinkPurpose.FRESH, request, 0, Optional.empty());
  }

  /** The page that confirms a move to the mailbox that it was mailed to. */
  public String move(long move) {
    return url("/m/", LinkPurpose.MOVE, move, 0, Optional.empty());
  }

  /** What stands in the counted links of one message; worth nothing by itself. */
  public String response(RecipientId recipient, MailingId mailing) {
    return tokens.issue(LinkPurpose.RESPONSE, recipient.value(), 0, mailing.value());
  }

  /** Another page of the portal; the path begins with a slash. */
  public String page(String path) {
    return baseUrl + path;
  }

  private String url(
      String path, LinkPurpose purpose, long subject, long topic, Optional<MailingId> mailing) {
    return baseUrl
        + path
        + tokens.issue(purpose, subject, topic, mailing.map(MailingId::value).orElse(0L));
  }
}
