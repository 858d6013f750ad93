package nl.voorkeur.importing.web;

import nl.voorkeur.catalogue.Topic;

/** One topic, and whether the file is about it. */
public class TopicChoice {
  private final Topic topic;
  private final String name;
  private boolean chosen;

  TopicChoice(Topic topic, String name, boolean chosen) {
    this.topic = topic;
    this.name = name;
    this.chosen = chosen;
  }

  public long getId() {
    return topic.id().value();
  }

  public String getName() {
    return name;
  }

  public boolean isChosen() {
    return chosen;
  }

  public void setChosen(boolean chosen) {
    this.chosen = chosen;
  }
}
