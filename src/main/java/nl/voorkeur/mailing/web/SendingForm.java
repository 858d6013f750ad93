package nl.voorkeur.mailing.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.mailing.DomainRule;
import nl.voorkeur.mailing.SendingRules;

/**
 * What the form of the limits holds, as typed; an empty field is no limit. Names of fields are the
 * ids on the page.
 */
public final class SendingForm {

  private static final int MOST_DAYS = 90;

  private final Map<String, String> fields = new TreeMap<>();
  private final Set<String> faults = new HashSet<>();

  /** The rules as a person reads them. */
  static SendingForm of(SendingRules rules) {
    SendingForm form = new SendingForm();
    form.fields.put("perSecond", text(rules.perSecond()));
    form.fields.put("connections", text(rules.connections()));
    form.fields.put("lifetime", Integer.toString(rules.lifetimeHours()));
    form.fields.put("bounces", rules.bouncePercent().map(SendingForm::plain).orElse(""));
    form.fields.put("complaints", rules.complaintPercent().map(SendingForm::plain).orElse(""));
    form.fields.put("after", Integer.toString(rules.afterMessages()));
    form.fields.put("warmUpFrom", text(rules.warmUpFrom()));
    form.fields.put(
        "warmUp", rules.warmUp().stream().map(Object::toString).collect(Collectors.joining(", ")));
    form.fields.put(
        "domains",
        rules.domains().stream().map(SendingForm::line).collect(Collectors.joining("\n")));
    return form;
  }

  /** By the id of the field. */
  public Map<String, String> getFields() {
    return fields;
  }

  /** Which fields can't be read; asked after {@link #rules()}. */
  Set<String> faults() {
    return faults;
  }

  /** The rules that were typed; nothing while a field has a fault. */
  Optional<SendingRules> rules() {
    faults.clear();
    Optional<Integer> perSecond = whole("perSecond", 1, 100_000);
    Optional<Integer> connections = whole("connections", 1, 1000);
    Optional<Integer> lifetime = whole("lifetime", 1, 120);
    Optional<BigDecimal> bounces = percent("bounces", "0.1");
    Optional<BigDecimal> complaints = percent("complaints", "0.01");
    Optional<Integer> after = whole("after", 20, 1_000_000);
    List<Integer> warmUp = days();
    Optional<LocalDate> from = date();
    if (from.isPresent() == warmUp.isEmpty() && !faults.contains("warmUp")) {
      faults.add(warmUp.isEmpty() ? "warmUp" : "warmUpFrom");
    }
    List<DomainRule> domains = domains();
    return faults.isEmpty()
        ? Optional.of(
            new SendingRules(
                perSecond,
                connections,
                lifetime.orElse(SendingRules.USUAL.lifetimeHours()),
                bounces,
                complaints,
                after.orElse(SendingRules.USUAL.afterMessages()),
                from,
                warmUp,
                domains))
        : Optional.empty();
  }

  private String typed(String field) {
    return Optional.ofNullable(fields.get(field)).orElse("").strip();
  }

  private Optional<Integer> whole(String field, int least, int most) {
    return typed(field).isEmpty() ? Optional.empty() : number(field, typed(field), least, most);
  }

  private Optional<Integer> number(String field, String text, int least, int most) {
    if (text.matches("[0-9]{1,7}")
        && Integer.parseInt(text) >= least
        && Integer.parseInt(text) <= most) {
      return Optional.of(Integer.valueOf(text));
    }
    faults.add(field);
    return Optional.empty();
  }

  private Optional<BigDecimal> percent(String field, String least) {
    String text = typed(field).replace(',', '.').replace("%", "").strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    int decimals = least.length() - 2;
    if (text.matches("[0-9]{1,3}(\\.[0-9]{1," + decimals + "})?")) {
      BigDecimal value = new BigDecimal(text);
      if (value.compareTo(new BigDecimal(least)) >= 0
          && value.compareTo(BigDecimal.valueOf(100)) <= 0) {
        return Optional.of(value);
      }
    }
    faults.add(field);
    return Optional.empty();
  }

  private Optional<LocalDate> date() {
    try {
      return typed("warmUpFrom").isEmpty()
          ? Optional.empty()
          : Optional.of(LocalDate.parse(typed("warmUpFrom")));
    } catch (DateTimeParseException notADate) {
      faults.add("warmUpFrom");
      return Optional.empty();
    }
  }

  private List<Integer> days() {
    if (typed("warmUp").isEmpty()) {
      return List.of();
    }
    List<Integer> days = new ArrayList<>();
    Arrays.stream(typed("warmUp").split("[\\s,;]+"))
        .forEach(day -> number("warmUp", day, 1, 9_999_999).ifPresent(days::add));
    if (days.size() > MOST_DAYS) {
      faults.add("warmUp");
    }
    return days;
  }

  /** One domain a line: its name, messages a second, messages at once; a hyphen for no limit. */
  private List<DomainRule> domains() {
    List<DomainRule> rules = new ArrayList<>();
    for (String line : typed("domains").lines().filter(line -> !line.isBlank()).toList()) {
      String[] parts = line.strip().split("[\\s,;]+");
      Optional<String> name = name(parts[0]);
      Optional<Integer> perSecond = part(parts, 1);
      Optional<Integer> connections = part(parts, 2);
      boolean known = rules.stream().anyMatch(rule -> Optional.of(rule.domain()).equals(name));
      if (name.isEmpty() || known || perSecond.isEmpty() && connections.isEmpty()) {
        faults.add("domains");
      } else {
        rules.add(new DomainRule(name.get(), perSecond, connections));
      }
    }
    return rules;
  }

  private Optional<Integer> part(String[] parts, int index) {
    if (parts.length <= index || parts[index].equals("-")) {
      return Optional.empty();
    }
    return number("domains", parts[index], 1, index == 1 ? 100_000 : 1000);
  }

  private static Optional<String> name(String text) {
    if (text.equals(DomainRule.OTHERS)) {
      return Optional.of(text);
    }
    return EmailAddress.parse("x@" + text.toLowerCase(Locale.ROOT))
        .fold(address -> Optional.of(address.domain()), fault -> Optional.empty());
  }

  private static String line(DomainRule rule) {
    return rule.domain()
        + " "
        + rule.perSecond().map(Object::toString).orElse("-")
        + " "
        + rule.connections().map(Object::toString).orElse("-");
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }

  private static String text(Optional<?> value) {
    return value.map(Object::toString).orElse("");
  }
}
