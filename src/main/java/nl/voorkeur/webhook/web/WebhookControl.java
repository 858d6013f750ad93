package nl.voorkeur.webhook.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.security.Principal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import nl.voorkeur.catalogue.Desk;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.Problems;
import nl.voorkeur.platform.text.Times;
import nl.voorkeur.webhook.WebhookMessage;
import nl.voorkeur.webhook.WebhookUse;
import nl.voorkeur.webhook.Webhooks;

/** What can be done with the webhook that the page shows. */
@Named
@RequestScoped
public class WebhookControl {

  private static final DateTimeFormatter FIELD = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm");

  @Inject private Webhooks webhooks;
  @Inject private WebhooksPage page;
  @Inject private Desk desk;
  @Inject private Problems problems;
  @Inject private Onward onward;
  @Inject private Principal caller;

  private String grouped;
  private String message;
  private String from;
  private String until;
  private boolean givenUpOnly;

  /** Other batches from now on. */
  public void group() {
    Optional<Integer> several = NewWebhook.number(getGrouped());
    if (several.isEmpty()) {
      problems.add("grouped", page.word("hooks.atonce.wrong", WebhookUse.MOST_AT_ONCE));
      return;
    }
    switch (webhooks.group(desk.id(), page.getWebhook().id(), several.get())) {
      case DONE -> again("hooks.grouped");
      case NOT_THERE -> onward.toNowhere();
      case BATCHES_WAIT -> problems.add("grouped", page.word("hooks.grouped.wait"));
    }
  }

  /** Of the webhook that is shown, until something else is typed. */
  public String getGrouped() {
    return grouped == null ? Integer.toString(page.getWebhook().atOnce()) : grouped;
  }

  public void setGrouped(String grouped) {
    this.grouped = grouped;
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
      problems.add("message", page.word("hooks.replay.wrong"));
    }
  }

  /** Tells the messages of a time again. */
  public void replayAll() {
    Optional<Instant> first = moment("from", from);
    Optional<Instant> last = moment("until", until);
    if (!problems.isAny() && first.isEmpty() && last.isEmpty()) {
      problems.add("from", page.word("hooks.time.missing"));
    }
    if (problems.isAny()) {
      return;
    }
    int again =
        webhooks.replay(
            desk.id(),
            page.getWebhook().id(),
            new WebhookMessage.Wanted(
                Long.MAX_VALUE,
                givenUpOnly ? Optional.of(WebhookMessage.State.GIVEN_UP) : Optional.empty(),
                first,
                last));
    if (again == 0) {
      problems.add("from", page.word("hooks.time.none"));
    } else {
      onward.to(page.getAddress(), page.word("hooks.replayed.all", again));
    }
  }

  private Optional<Instant> moment(String field, String text) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDateTime.parse(text.strip(), FIELD).atZone(Times.ZONE).toInstant());
    } catch (DateTimeParseException e) {
      problems.add(field, page.word("hooks.time.wrong"));
      return Optional.empty();
    }
  }

  /** Tells it again from where it stopped. */
  public void enable() {
    webhooks.enable(desk.id(), page.getWebhook().id());
    again("hooks.enabled");
  }

  /** Tells it nothing any more. */
  public void end() {
    webhooks.end(desk.id(), page.getWebhook().id(), caller.getName());
    again("hooks.ended.now");
  }

  private void again(String key) {
    onward.to(page.getAddress(), page.word(key));
  }

  public String getMessage() {
    return message;
  }

  public void setMessage(String message) {
    this.message = message;
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
