package nl.voorkeur.platform.security;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a token lets its program do (RFC 6749 s. 3.3). Each scope brings the role that the use cases
 * behind it ask for; the API asks for the scope itself, so that the role opens nothing else.
 */
public enum Scope {
  RECIPIENTS_READ("recipients:read", Role.MARKETING),
  RECIPIENTS_WRITE("recipients:write", Role.PRIVACY_OFFICER),
  DECISIONS("decisions", Role.MARKETING),
  TOPICS("topics", Role.MARKETING),
  MAILINGS("mailings", Role.MARKETING),
  IMPORTS("imports", Role.MARKETING),
  EXPORTS("exports", Role.MARKETING),
  LIST_RULES("exports:rules", Role.PRIVACY_OFFICER),
  SUPPRESSIONS("suppressions", Role.PRIVACY_OFFICER),
  WEBHOOKS("webhooks", Role.PRIVACY_OFFICER),
  FEEDBACK("feedback", Role.MARKETING),
  SENDING("sending", Role.ADMINISTRATOR);

  private final String word;
  private final String role;

  Scope(String word, String role) {
    this.word = word;
    this.role = role;
  }

  /** As tokens, pages and documents call it. */
  public String word() {
    return word;
  }

  public static Optional<Scope> of(String word) {
    return Arrays.stream(values()).filter(scope -> scope.word.equals(word)).findFirst();
  }

  public static Set<Scope> all() {
    return EnumSet.allOf(Scope.class);
  }

  /** The roles that these bring. */
  public static Set<String> roles(Set<Scope> scopes) {
    return scopes.stream().map(scope -> scope.role).collect(Collectors.toUnmodifiableSet());
  }
}
