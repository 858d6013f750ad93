package nl.voorkeur.preference;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.voorkeur.catalogue.Look;
import nl.voorkeur.catalogue.Question;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.Decision;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.QuestionId;
import nl.voorkeur.kernel.RecipientId;
import nl.voorkeur.kernel.TopicId;
import nl.voorkeur.kernel.TopicKind;
import nl.voorkeur.permission.Frequency;

/**
 * How one person stands at one controller, and all its topics in the order of the catalogue. Read
 * in two statements, as a page of it is opened from every mail.
 */
public record Overview(Person person, Sender sender, List<Asked> asked, List<Line> lines) {

  /**
   * The person.
   *
   * @param source where the address came from
   * @param erasedEarlier whether this mailbox was erased or left before, and nobody came back
   * @param tracking whether they agree that the sender sees what they open and click
   * @param objected whether they objected to all direct marketing
   */
  public record Person(
      RecipientId id,
      EmailAddress address,
      Optional<Language> language,
      String firstName,
      String lastName,
      String source,
      Instant since,
      boolean erasedEarlier,
      boolean restricted,
      boolean profiling,
      boolean tracking,
      boolean objected,
      Optional<Instant> pausedUntil,
      Optional<Frequency> most) {}

  /**
   * Who mails them.
   *
   * @param tracks whether they want to see what people open and click who agree to that
   * @param languages at least one, the default first
   */
  public record Sender(
      ControllerId id,
      String slug,
      String name,
      String postalAddress,
      String email,
      Optional<String> phone,
      Optional<String> statementPath,
      Look look,
      boolean tracks,
      List<Language> languages) {

    public Sender {
      languages = List.copyOf(languages);
    }

    /** The language in which somebody is written to who wants that one. */
    public Language languageFor(Optional<Language> wanted) {
      return wanted.filter(languages::contains).orElse(languages.get(0));
    }
  }

  /**
   * A question of the controller and what the person answered.
   *
   * @param answer as it reads in the controller's default language; empty when there is none
   * @param profiling whether mail is fitted to the answer
   */
  public record Asked(
      QuestionId id, boolean profiling, String answer, Map<Language, Question.Text> texts) {

    public Asked {
      texts = Map.copyOf(texts);
    }

    /** In that language, else in the first that it has. */
    public Question.Text text(Language language) {
      Question.Text wanted = texts.get(language);
      return wanted == null
          ? texts.entrySet().stream().min(Map.Entry.comparingByKey()).orElseThrow().getValue()
          : wanted;
    }
  }

  /** How a topic is called and what it brings. */
  public record Words(String name, String description) {}

  /**
   * One topic and how it stands.
   *
   * @param on whether the person gets it, a pause or a block of the person as a whole left aside
   * @param requested whether a sign-up waits for its confirmation
   */
  public record Line(
      TopicId topic,
      TopicKind kind,
      boolean open,
      Map<Language, Words> texts,
      boolean on,
      boolean requested,
      Decision decision) {

    public Line {
      texts = Map.copyOf(texts);
    }

    /** Whether the person said no to it. */
    public boolean isStopped() {
      return reason().filter(r -> r == Denial.WITHDRAWN || r == Denial.OBJECTION).isPresent();
    }

    /** Why nothing is sent on it now, if so. */
    public Optional<Denial> reason() {
      return decision.fold(yes -> Optional.empty(), no -> Optional.of(no.reason()));
    }

    /** Its words in that language, else in the first that it has. */
    public Words text(Language language) {
      Words wanted = texts.get(language);
      return wanted == null
          ? texts.entrySet().stream().min(Map.Entry.comparingByKey()).orElseThrow().getValue()
          : wanted;
    }
  }

  public Overview {
    asked = List.copyOf(asked);
    lines = List.copyOf(lines);
  }

  /** The language in which this person is written to. */
  public Language language() {
    return sender.languageFor(person.language());
  }

  /** The topics that the person can say yes or no to. */
  public List<Line> choosable() {
    return lines.stream()
        .filter(line -> line.kind().isMarketing())
        .filter(line -> line.open() || line.on())
        .toList();
  }

  /** The topics that belong to a contract or a legal duty, and that the person gets. */
  public List<Line> given() {
    return lines.stream().filter(line -> !line.kind().isMarketing() && line.on()).toList();
  }
}
