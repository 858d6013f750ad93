package nl.voorkeur.mailing;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What became of the wish to start a mailing. */
public sealed interface StartOutcome {

  /** It is on its way to this many people known for the topic, permitted or not. */
  record Started(long audience) implements StartOutcome {}

  /** It may not go out like this. */
  record Refused(List<Finding> findings) implements StartOutcome {
    public Refused {
      findings = List.copyOf(findings);
    }
  }

  /** A second person has to approve it first. */
  record NotApproved() implements StartOutcome {}

  /** It was no draft any more. */
  record NotADraft() implements StartOutcome {}

  default <T> T fold(
      Function<Started, T> started,
      Function<Refused, T> refused,
      Supplier<T> notApproved,
      Supplier<T> notADraft) {
    if (this instanceof Started yes) {
      return started.apply(yes);
    }
    if (this instanceof Refused no) {
      return refused.apply(no);
    }
    return this instanceof NotApproved ? notApproved.get() : notADraft.get();
  }
}
