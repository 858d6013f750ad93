package nl.voorkeur.platform.configuration;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import nl.voorkeur.platform.configuration.Setting.Mode;
import nl.voorkeur.platform.configuration.Setting.NamedKey;
import nl.voorkeur.platform.configuration.Setting.SmtpSecurity;

/** The settings of this installation, read and checked once at the start. */
public final class Configuration {

  /** Characters of a token that strangers may try as often as they like. */
  private static final int LEAST_TOKEN = 32;

  private final Map<Setting<?>, Object> values;

  private Configuration(Map<Setting<?>, Object> values) {
    this.values = values;
  }

  /**
   * Reads and checks every setting.
   *
   * @param source the text of a property, or null
   * @throws Refused with a sentence for each setting that is missing or wrong
   */
  public static Configuration read(Function<String, String> source) {
    Map<Setting<?>, Object> values = new HashMap<>();
    List<String> faults = new ArrayList<>();
    for (Setting<?> setting : Setting.all()) {
      String given = source.apply(setting.property());
      String text = given == null || given.isBlank() ? setting.defaultText() : given;
      if (!text.isEmpty()) {
        try {
          values.put(setting, setting.read(text));
        } catch (IllegalArgumentException fault) {
          faults.add(setting.variable() + " must be " + fault.getMessage() + ".");
        }
      }
    }
    Configuration configuration = new Configuration(values);
    if (values.containsKey(Setting.MODE)) {
      configuration.completeDevelopment();
      faults.addAll(configuration.faultsInProduction(faults));
    }
    if (!faults.isEmpty()) {
      throw new Refused(faults);
    }
    return configuration;
  }

  private void completeDevelopment() {
    if (isDevelopment() && values.containsKey(Setting.HTTP_PORT)) {
      values.computeIfAbsent(
          Setting.BASE_URL, absent -> URI.create("http://localhost:" + get(Setting.HTTP_PORT)));
    }
  }

  /** What production refuses, leaving out the settings that have a fault already. */
  private List<String> faultsInProduction(List<String> known) {
    if (isDevelopment()) {
      return List.of();
    }
    List<String> faults = new ArrayList<>();
    for (Setting<?> needed :
        List.of(
            Setting.BASE_URL,
            Setting.DB_URL,
            Setting.SMTP_HOST,
            Setting.TOKEN_KEYS,
            Setting.ADDRESS_KEYS,
            Setting.DKIM_KEY)) {
      if (!values.containsKey(needed)
          && known.stream().noneMatch(fault -> fault.startsWith(needed.variable() + " "))) {
        faults.add(needed.variable() + " is missing; production needs it.");
      }
    }
    find(Setting.BASE_URL)
        .filter(url -> !"https".equals(url.getScheme()))
        .ifPresent(
            url ->
                faults.add(
                    Setting.BASE_URL.variable() + " must begin with https:// in production."));
    find(Setting.API_TOKEN)
        .ifPresent(
            token ->
                faults.add(
                    Setting.API_TOKEN.variable()
                        + " is for development only; make tokens on the staff pages."));
    find(Setting.METRICS_TOKEN)
        .filter(token -> token.length() < LEAST_TOKEN)
        .ifPresent(
            token ->
                faults.add(
                    Setting.METRICS_TOKEN.variable()
                        + " must have at least "
                        + LEAST_TOKEN
                        + " characters in production."));
    for (Setting<List<NamedKey>> keys :
        List.of(Setting.TOKEN_KEYS, Setting.ADDRESS_KEYS, Setting.SECRET_KEYS)) {
      find(keys)
          .filter(list -> list.stream().anyMatch(NamedKey::isMadeUp))
          .ifPresent(
              list -> faults.add(keys.variable() + " holds a development key; make your own."));
    }
    find(Setting.DKIM_KEY)
        .filter(NamedKey::isMadeUp)
        .ifPresent(
            key ->
                faults.add(
                    Setting.DKIM_KEY.variable() + " holds a development key; make your own."));
    if (find(Setting.SMTP_USER).isPresent() && get(Setting.SMTP_SECURITY) == SmtpSecurity.NONE) {
      faults.add(
          Setting.SMTP_SECURITY.variable()
              + " must be starttls or tls, as "
              + Setting.SMTP_USER.variable()
              + "'s password would travel in the clear.");
    }
    return faults;
  }

  public boolean isDevelopment() {
    return get(Setting.MODE) == Mode.DEVELOPMENT;
  }

  /** The value of a setting that has one, by default or by check. */
  public <T> T get(Setting<T> setting) {
    return find(setting)
        .orElseThrow(() -> new IllegalStateException(setting.variable() + " is missing."));
  }

  @SuppressWarnings("unchecked") // put in by read, from the setting's own reader
  public <T> Optional<T> find(Setting<T> setting) {
    return Optional.ofNullable((T) values.get(setting));
  }

  /** The installation can't start; the message has one sentence for each fault and no value. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(List<String> faults) {
      super(String.join(System.lineSeparator(), faults));
    }
  }
}
