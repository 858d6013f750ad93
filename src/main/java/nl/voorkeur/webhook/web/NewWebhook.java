package nl.voorkeur.webhook.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.platform.faces.Problems;
import nl.voorkeur.platform.faces.RadioChoice;
import nl.voorkeur.webhook.WebhookUse;
import nl.voorkeur.webhook.Webhooks;

/** Adding a program that is told. Its secret is shown once. */
@Named
@RequestScoped
public class NewWebhook {

  @Inject private Webhooks webhooks;
  @Inject private WebhooksPage page;
  @Inject private Desk desk;
  @Inject private Problems problems;
  @Inject private Principal caller;

  private List<RadioChoice> receivers;
  private String secret = "";
  private String url;
  private boolean permissions;
  private boolean recalls = true;
  private String receiver;
  private String atOnce = "1";

  public boolean isPossible() {
    return webhooks.isPossible();
  }

  /** Whose program it may be: of no receiver in particular, or of one to whom lists may go. */
  public List<RadioChoice> getReceivers() {
    if (receivers == null) {
      receivers = new ArrayList<>();
      receivers.add(new RadioChoice("", page.word("hooks.receiver.none")));
      receivers.addAll(page.receivers());
    }
    return receivers;
  }

  /** Adds a program; its secret is in the answer itself, and nowhere else. */
  public void add() {
    if (!permissions && !recalls) {
      problems.add("events", page.word("hooks.events.missing"));
    }
    if (url == null || url.isBlank()) {
      problems.add("url", page.word("missing"));
    }
    Optional<String> whose = Optional.ofNullable(receiver).filter(key -> !key.isEmpty());
    if (whose.filter(key -> !isReceiver(key)).isPresent()) {
      problems.add("receiver", page.word("hooks.receiver.wrong"));
    }
    Optional<Integer> several = number(atOnce);
    if (several.isEmpty()) {
      problems.add("atOnce", page.word("hooks.atonce.wrong", WebhookUse.MOST_AT_ONCE));
    }
    if (problems.isAny()) {
      return;
    }
    webhooks
        .add(
            desk.id(),
            url.strip(),
            new WebhookUse(permissions, recalls, whose, several.get()),
            caller.getName())
        .ifPresentOrElse(this::show, () -> problems.add("url", page.word("hooks.url.wrong")));
  }

  private boolean isReceiver(String key) {
    return getReceivers().stream().anyMatch(one -> one.code().equals(key));
  }

  /** Events in one message; one where nothing is said, none where no such number is. */
  static Optional<Integer> number(String typed) {
    return Optional.ofNullable(typed)
        .map(String::strip)
        .map(text -> text.isEmpty() ? "1" : text)
        .filter(text -> text.matches("[1-9][0-9]{0,2}"))
        .map(Integer::valueOf)
        .filter(number -> number <= WebhookUse.MOST_AT_ONCE);
  }

  private void show(Webhooks.Added added) {
    secret = added.secret();
    url = "";
    page.forget();
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

  public String getAtOnce() {
    return atOnce;
  }

  public void setAtOnce(String atOnce) {
    this.atOnce = atOnce;
  }
}
