package nl.voorkeur.webhook.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.faces.Problems;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.platform.text.Texts;
import nl.voorkeur.webhook.Webhook;
import nl.voorkeur.webhook.WebhookMessage;
import nl.voorkeur.webhook.Webhooks;

/** The webhooks of a controller, what one was told, and adding one. A secret is shown once. */
@Named
@RequestScoped
public class WebhooksPage {

  private static final int MESSAGES_SHOWN = 50;

  @Inject private Webhooks webhooks;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private PageLanguage language;
  @Inject private Principal caller;
  @Inject private HttpServletRequest request;

  private List<Webhook> all;
  private List<WebhookMessage> messages;
  private String secret = "";
  private String url;
  private boolean permissions;
  private boolean recalls = true;
  private String receiver;
  private String message;

  /** Webhooks are for those who may see all that happens at a controller. */
  public void open() {
    boolean allowed =
        request.isUserInRole(Role.PRIVACY_OFFICER) || request.isUserInRole(Role.ADMINISTRATOR);
    if (!allowed || parameters.text("webhook").isPresent() && find().isEmpty()) {
      onward.toNowhere();
    }
  }

  private String word(String key, Object... values) {
    return Texts.of("Exporting", language.getCurrent()).get(key, values);
  }

  public List<Webhook> getAll() {
    if (all == null) {
      all = webhooks.all(desk.id());
    }
    return all;
  }

  private Optional<Webhook> find() {
    return parameters
        .number("webhook")
        .flatMap(id -> getAll().stream().filter(one -> one.id() == id).findFirst());
  }

  public boolean isChosen() {
    return find().isPresent();
  }

  public boolean isUsable() {
    return find().filter(one -> !one.isEnded()).isPresent();
  }

  public Webhook getWebhook() {
    return find().orElseThrow();
  }

  public String getTitle() {
    return word("hooks.told.to", getWebhook().url());
  }

  public List<WebhookMessage> getMessages() {
    if (messages == null) {
      messages = webhooks.messages(desk.id(), getWebhook().id(), Long.MAX_VALUE, MESSAGES_SHOWN);
    }
    return messages;
  }

  public boolean isPossible() {
    return webhooks.isPossible();
  }

  /** Adds a program; its secret is in the answer itself, and nowhere else. */
  public void add() {
    if (!permissions && !recalls) {
      problems.add("events", word("hooks.events.missing"));
    }
    if (url == null || url.isBlank()) {
      problems.add("url", word("missing"));
    }
    Optional<String> whose =
        Optional.ofNullable(receiver).map(String::strip).filter(key -> !key.isEmpty());
    if (whose.filter(key -> !key.matches("[a-z]+(:[0-9]+)?")).isPresent()) {
      problems.add("receiver", word("hooks.receiver.wrong"));
    }
    if (problems.isAny()) {
      return;
    }
    webhooks
        .add(desk.id(), url.strip(), permissions, recalls, whose, caller.getName())
        .ifPresentOrElse(this::show, () -> problems.add("url", word("hooks.url.wrong")));
  }

  private void show(Webhooks.Added added) {
    secret = added.secret();
    url = "";
    all = null;
  }

  /** Tells one message again. */
  public void replay() {
    boolean done =
        Optional.ofNullable(message)
            .map(String::strip)
            .filter(text -> text.matches("[1-9][0-9]{0,17}"))
            .filter(text -> webhooks.replay(desk.id(), Long.parseLong(text)))
            .isPresent();
    if (done) {
      again("hooks.replayed");
    } else {
      problems.add("message", word("hooks.replay.wrong"));
    }
  }

  /** Tells it nothing any more. */
  public void end() {
    webhooks.end(desk.id(), getWebhook().id(), caller.getName());
    again("hooks.ended.now");
  }

  private void again(String key) {
    onward.to(desk.url("/staff/webhook/webhooks?webhook=" + getWebhook().id()), word(key));
  }

  public String getSecret() {
    return secret;
  }

  public String getUrl() {
    return url;
  }

  public void setUrl(String url) {
    this.url = url;
  }

  public boolean isPermissions() {
    return permissions;
  }

  public void setPermissions(boolean permissions) {
    this.permissions = permissions;
  }

  public boolean isRecalls() {
    return recalls;
  }

  public void setRecalls(boolean recalls) {
    this.recalls = recalls;
  }

  public String getReceiver() {
    return receiver;
  }

  public void setReceiver(String receiver) {
    this.receiver = receiver;
  }

  public String getMessage() {
    return message;
  }

  public void setMessage(String message) {
    this.message = message;
  }
}
