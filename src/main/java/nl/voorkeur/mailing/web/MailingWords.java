package nl.voorkeur.mailing.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Duration;
import nl.voorkeur.mailing.Mailing;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.text.Texts;

/** The words of these pages that have places to fill in. */
@Named
@RequestScoped
public class MailingWords {

  @Inject private PageLanguage language;

  public String of(String key, Object... values) {
    return Texts.of("Mailing", language.getCurrent()).get(key, values);
  }

  /** Such as 12.5, as written in that language. */
  public String decimal(BigDecimal value) {
    return NumberFormat.getNumberInstance(language.getCurrent().locale()).format(value);
  }

  /** How far a mailing is, as a code: a draft may wait for its start, or have been approved. */
  public static String stage(Mailing mailing) {
    if (!mailing.isDraft()) {
      return mailing.state().name();
    }
    if (mailing.schedule().isPresent()) {
      return "SCHEDULED";
    }
    return mailing.approval().isPresent() ? "APPROVED" : "DRAFT";
  }

  /** The same in words. */
  public String stageOf(Mailing mailing) {
    return of("mailing." + stage(mailing));
  }

  /** Such as 12 kB. */
  public String kilobytes(long bytes) {
    return of("kilobytes", Math.max(1, Math.round(bytes / 1000.0)));
  }

  /** Such as 66.25 %. */
  public String share(long part, long whole) {
    NumberFormat percent = NumberFormat.getPercentInstance(language.getCurrent().locale());
    percent.setMaximumFractionDigits(2);
    return percent.format(whole == 0 ? 0 : (double) part / whole);
  }

  /** Such as 11 minutes. */
  public String roughly(Duration duration) {
    long minutes = duration.plusSeconds(59).toMinutes();
    return duration.toSeconds() < 60
        ? of("seconds", Math.max(1, duration.toSeconds()))
        : minutes < 120 ? of("minutes", minutes) : of("hours", duration.toHours());
  }
}
