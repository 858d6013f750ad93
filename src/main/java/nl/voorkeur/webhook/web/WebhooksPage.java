package nl.voorkeur.webhook.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.faces.Problems;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.platform.text.Texts;
import nl.voorkeur.platform.text.Times;
import nl.voorkeur.webhook.Webhook;
import nl.voorkeur.webhook.WebhookMessage;
import nl.voorkeur.webhook.WebhookUse;
import nl.voorkeur.webhook.Webhooks;

/** The webhooks of a controller, what one was told, and adding one. A secret is shown once. */
@Named
@RequestScoped
public class WebhooksPage {

  private static final int MESSAGES_SHOWN = 50;
  private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm");

  @Inject private Webhooks webhooks;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private PageLanguage language;
  @Inject private DeskText say;
  @Inject private Principal caller;
  @Inject private HttpServletRequest request;

  private List<Webhook> all;
  private List<WebhookMessage> messages;
  private String secret = "";
  private String url;
  private boolean permissions;
  private boolean recalls = true;
  private String receiver;
  private String atOnce = "1";
  private String grouped;
  private String message;
  private String from;
  private String until;
  private boolean givenUpOnly;

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

  private List<WebhookMessage> page() {
    if (messages == null) {
      WebhookMessage.Wanted wanted =
          new WebhookMessage.Wanted(
              parameters.number("before").orElse(Long.MAX_VALUE),
              getState(),
              Optional.empty(),
              Optional.empty());
      messages = webhooks.messages(desk.id(), getWebhook().id(), wanted, MESSAGES_SHOWN + 1);
    }
    return messages;
  }

  public List<WebhookMessage> getMessages() {
    return page().subList(0, Math.min(MESSAGES_SHOWN, page().size()));
  }

  /** The page of older messages; empty on the last. */
  public String getOlder() {
    return page().size() > MESSAGES_SHOWN
        ? url(getState(), "&before=" + page().get(MESSAGES_SHOWN - 1).id())
        : "";
  }

  /** The page of the newest; empty there. */
  public String getNewest() {
    return parameters.number("before").isPresent() ? url(getState(), "") : "";
  }

  private Optional<WebhookMessage.State> getState() {
    return parameters
        .text("state")
        .flatMap(
            text ->
                Arrays.stream(WebhookMessage.State.values())
                    .filter(one -> one.name().equals(text))
                    .findFirst());
  }

  /** A choice of messages by what became of them. Bundle keys: {@code hooks.state.X}. */
  public record Choice(String name, String url, boolean isCurrent) {}

  public List<Choice> getChoices() {
    List<Choice> choices = new ArrayList<>();
    choices.add(new Choice("ALL", url(Optional.empty(), ""), getState().isEmpty()));
    for (WebhookMessage.State one : WebhookMessage.State.values()) {
      choices.add(
          new Choice(
              one.name(), url(Optional.of(one), ""), getState().filter(one::equals).isPresent()));
    }
    return choices;
  }

  private String url(Optional<WebhookMessage.State> state, String more) {
    return desk.url(
        "/staff/webhook/webhooks?webhook="
            + getWebhook().id()
            + state.map(one -> "&state=" + one).orElse("")
            + more);
  }

  /** Since when it fails, and what that means. */
  public String getTrouble() {
    Webhook one = getWebhook();
    return word(
        "hooks.trouble." + one.standing(),
        say.moment(one.failingSince().or(one::disabledAt).orElse(one.createdAt())));
  }

  /** How much waits to be told, and since when. */
  public String getBacklog() {
    return word(
        "hooks.backlog",
        say.number(getWebhook().waiting()),
        say.moment(getWebhook().waitingSince().orElseThrow()));
  }

  public String several(WebhookMessage one) {
    return word("hooks.several", one.events());
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
    if (whose.filter(key -> !WebhookUse.isKey(key)).isPresent()) {
      problems.add("receiver", word("hooks.receiver.wrong"));
    }
    Optional<Integer> several = number(atOnce);
    if (several.isEmpty()) {
      problems.add("atOnce", word("hooks.atonce.wrong", WebhookUse.MOST_AT_ONCE));
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
        .ifPresentOrElse(this::show, () -> problems.add("url", word("hooks.url.wrong")));
  }

  /** Events in one message; one where nothing is said, none where no such number is. */
  private static Optional<Integer> number(String typed) {
    return Optional.ofNullable(typed)
        .map(String::strip)
        .map(text -> text.isEmpty() ? "1" : text)
        .filter(text -> text.matches("[1-9][0-9]{0,2}"))
        .map(Integer::valueOf)
        .filter(number -> number <= WebhookUse.MOST_AT_ONCE);
  }

  /** Other batches from now on. */
  public void group() {
    Optional<Integer> several = number(getGrouped());
    if (several.isEmpty()) {
      problems.add("grouped", word("hooks.atonce.wrong", WebhookUse.MOST_AT_ONCE));
      return;
    }
    switch (webhooks.group(desk.id(), getWebhook().id(), several.get())) {
      case DONE -> again("hooks.grouped");
      case NOT_THERE -> onward.toNowhere();
      case BATCHES_WAIT -> problems.add("grouped", word("hooks.grouped.wait"));
    }
  }

  /** Of the webhook that is shown, until something else is typed. */
  public String getGrouped() {
    return grouped == null ? Integer.toString(getWebhook().atOnce()) : grouped;
  }

  public void setGrouped(String grouped) {
    this.grouped = grouped;
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

  /** Tells the messages of a time again. */
  public void replayAll() {
    Optional<Instant> first = moment("from", from);
    Optional<Instant> last = moment("until", until);
    if (!problems.isAny() && first.isEmpty() && last.isEmpty()) {
      problems.add("from", word("hooks.time.missing"));
    }
    if (problems.isAny()) {
      return;
    }
    int again =
        webhooks.replay(
            desk.id(),
            getWebhook().id(),
            new WebhookMessage.Wanted(
                Long.MAX_VALUE,
                givenUpOnly ? Optional.of(WebhookMessage.State.GIVEN_UP) : Optional.empty(),
                first,
                last));
    if (again == 0) {
      problems.add("from", word("hooks.time.none"));
    } else {
      onward.to(url(Optional.empty(), ""), word("hooks.replayed.all", again));
    }
  }

  private Optional<Instant> moment(String field, String text) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDateTime.parse(text.strip(), FIELD).atZone(Times.ZONE).toInstant());
    } catch (DateTimeParseException e) {
      problems.add(field, word("hooks.time.wrong"));
      return Optional.empty();
    }
  }

  /** Tells it again from where it stopped. */
  public void enable() {
    webhooks.enable(desk.id(), getWebhook().id());
    again("hooks.enabled");
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

  public String getAtOnce() {
    return atOnce;
  }

  public void setAtOnce(String atOnce) {
    this.atOnce = atOnce;
  }

  public String getFrom() {
    return from;
  }

  public void setFrom(String from) {
    this.from = from;
  }

  public String getUntil() {
    return until;
  }

  public void setUntil(String until) {
    this.until = until;
  }

  public boolean isGivenUpOnly() {
    return givenUpOnly;
  }

  public void setGivenUpOnly(boolean givenUpOnly) {
    this.givenUpOnly = givenUpOnly;
  }
}
