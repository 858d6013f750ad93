package nl.voorkeur.preference;

import java.util.List;
import nl.voorkeur.catalogue.Controller;
import nl.voorkeur.catalogue.Topic;
import nl.voorkeur.kernel.Denial;
import nl.voorkeur.permission.TopicChoice;
import nl.voorkeur.recipient.Recipient;

/** How all topics of one controller stand for one person, in the order of the catalogue. */
public record Overview(Recipient recipient, Controller controller, List<Line> lines) {

  /** One topic and how it stands. */
  public record Line(Topic topic, TopicChoice choice) {

    /** Whether the person said no to it. */
    public boolean isStopped() {
      return choice
          .decision()
          .fold(
              yes -> false,
              no -> no.reason() == Denial.WITHDRAWN || no.reason() == Denial.OBJECTION);
    }
  }

  public Overview {
    lines = List.copyOf(lines);
  }

  /** The topics that the person can say yes or no to. */
  public List<Line> choosable() {
    return lines.stream()
        .filter(line -> line.topic().kind().isMarketing())
        .filter(line -> line.topic().isOpen() || line.choice().on())
        .toList();
  }

  /** The topics that belong to a contract or a legal duty, and that the person gets. */
  public List<Line> given() {
    return lines.stream()
        .filter(line -> !line.topic().kind().isMarketing() && line.choice().on())
        .toList();
  }
}
