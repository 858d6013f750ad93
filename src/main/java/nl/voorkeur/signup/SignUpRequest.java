package nl.voorkeur.signup;

import java.util.Optional;
import java.util.Set;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.kernel.Language;
import nl.voorkeur.kernel.TopicId;

/**
 * What somebody filled in.
 *
 * @param language of the mail
 * @param wording the exact text of the form, as it was shown
 * @param network where the request came from, shortened so that it names no one; absent on the
 *     machine itself
 * @param agent the family of the browser
 * @param worked whether the browser did the work that the form asks for, if it asks for any
 */
public record SignUpRequest(
    ControllerId controller,
    EmailAddress address,
    Set<TopicId> topics,
    Language language,
    String wording,
    Optional<String> network,
    Optional<String> agent,
    boolean worked) {

  public SignUpRequest {
    topics = Set.copyOf(topics);
  }
}
