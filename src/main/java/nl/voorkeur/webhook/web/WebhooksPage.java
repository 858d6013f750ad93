package nl.voorkeur.webhook.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.catalogue.Receiver;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.Parameters;
import nl.voorkeur.platform.faces.RadioChoice;
import nl.voorkeur.platform.security.Role;
import nl.voorkeur.platform.text.Texts;
import nl.voorkeur.webhook.Webhook;
import nl.voorkeur.webhook.WebhookMessage;
import nl.voorkeur.webhook.Webhooks;

/** The webhooks of a controller, and what one of them was told. */
@Named
@RequestScoped
public class WebhooksPage {

  private static final int MESSAGES_SHOWN = 50;

  @Inject private Webhooks webhooks;
  @Inject private Desk desk;
  @Inject private Parameters parameters;
  @Inject private Onward onward;
  @Inject private PageLanguage language;
  @Inject private DeskText say;
  @Inject private HttpServletRequest request;

  private List<Webhook> all;
  private List<WebhookMessage> messages;
  private List<RadioChoice> receivers;

  /** Webhooks are for those who may see all that happens at a controller. */
  public void open() {
    boolean allowed =
        request.isUserInRole(Role.PRIVACY_OFFICER) || request.isUserInRole(Role.ADMINISTRATOR);
    if (!allowed || parameters.text("webhook").isPresent() && find().isEmpty()) {
      onward.toNowhere();
    }
  }

  String word(String key, Object... values) {
    return Texts.of("Exporting", language.getCurrent()).get(key, values);
  }

  public List<Webhook> getAll() {
    if (all == null) {
      all = webhooks.all(desk.id());
    }
    return all;
  }

  /** Reads them anew, as one was added. */
  void forget() {
    all = null;
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

  /** Where the webhook that is shown is shown again. */
  String getAddress() {
    return url(Optional.empty(), "");
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

  /** To whom lists may go: the controller itself, then those in its register. */
  List<RadioChoice> receivers() {
    if (receivers == null) {
      receivers = new ArrayList<>();
      receivers.add(new RadioChoice(Receiver.CONTROLLER, desk.controller().name()));
      for (Receiver one : webhooks.receivers(desk.id())) {
        receivers.add(new RadioChoice(one.key(), one.name()));
      }
    }
    return receivers;
  }

  /** Of whose lists alone it hears; empty when of all. */
  public String of(Webhook one) {
    return one.receiver()
        .map(
            key ->
                receivers().stream()
                    .filter(receiver -> receiver.code().equals(key))
                    .map(RadioChoice::label)
                    .findFirst()
                    .orElse(key))
        .map(name -> word("hooks.of", name))
        .orElse("");
  }

  public String several(WebhookMessage one) {
    return word("hooks.several", one.events());
  }

  public boolean isPossible() {
    return webhooks.isPossible();
  }
}
