package nl.voorkeur.catalogue;

import jakarta.persistence.Embeddable;
import java.util.Objects;

/** How a topic is called and what it brings, in one language. */
@Embeddable
public class TopicText {

  private String name;
  private String description;

  /** For JPA. */
  protected TopicText() {}

  public TopicText(String name, String description) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a topic has a name");
    }
    this.name = name.strip();
    this.description = description.strip();
  }

  public String name() {
    return name;
  }

  /** What one gets and how often. */
  public String description() {
    return description;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TopicText text
        && name.equals(text.name)
        && description.equals(text.description);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, description);
  }
}
