package nl.voorkeur.privacy;

import static nl.voorkeur.privacy.Ground.CONSENT;
import static nl.voorkeur.privacy.Ground.CONTRACT;
import static nl.voorkeur.privacy.Ground.CUSTOMER;
import static nl.voorkeur.privacy.Ground.INTEREST;
import static nl.voorkeur.privacy.Ground.LEGAL_OBLIGATION;
import static nl.voorkeur.privacy.Ground.NOT_DONE;

import java.util.Arrays;
import java.util.List;

/**
 * What a statement has to be told, as the officer is asked. Which clause needs which answer is in
 * {@link CompletenessCheck}; what is said with it in {@link StatementWriter}.
 */
public enum Question {
  INTRODUCTION(Section.WHO, Kind.WORDS),
  COUNTRY(Section.WHO, Kind.COUNTRY),
  REPRESENTATIVE(Section.WHO, Kind.LINE),
  OFFICER(Section.WHO, Kind.ONE, Officer.values()),
  OFFICER_CONTACT(Section.WHO, Kind.LINE),
  OFFICER_REASON(Section.WHO, Kind.WORDS),
  AUTHORITY(Section.WHO, Kind.LINE),
  AUTHORITY_PAGE(Section.WHO, Kind.ADDRESS),
  LAWS(Section.WHO, Kind.MANY, Law.values()),
  GROUPS(Section.WHO, Kind.MANY, Group.values()),

  DATA_GIVEN(Section.DATA, Kind.MANY, DataCategory.values()),
  DATA_REQUIRED(Section.DATA, Kind.MANY, DataCategory.values()),
  DATA_GENERATED(Section.DATA, Kind.MANY, DataCategory.values()),
  DATA_PUBLIC(Section.DATA, Kind.MANY, DataCategory.values()),
  PUBLIC_ORIGIN(Section.DATA, Kind.WORDS),
  DATA_PRINCIPAL(Section.DATA, Kind.MANY, DataCategory.values()),
  PRINCIPAL_ORIGIN(Section.DATA, Kind.WORDS),

  FOR_NEWS(Section.PURPOSES, Kind.ONE, NOT_DONE, CONSENT, CUSTOMER),
  FOR_OFFERS(Section.PURPOSES, Kind.ONE, NOT_DONE, CONSENT, CUSTOMER),
  FOR_SURVEY(Section.PURPOSES, Kind.ONE, NOT_DONE, CONSENT, INTEREST),
  FOR_CONTRACT(Section.PURPOSES, Kind.ONE, NOT_DONE, CONTRACT),
  FOR_LAW(Section.PURPOSES, Kind.ONE, NOT_DONE, LEGAL_OBLIGATION),
  LAW_DUTY(Section.PURPOSES, Kind.WORDS),
  FOR_CONTACT(Section.PURPOSES, Kind.ONE, NOT_DONE, CONSENT, CONTRACT, INTEREST),
  FOR_PERSONAL(Section.PURPOSES, Kind.ONE, NOT_DONE, CONSENT, INTEREST),
  FOR_STATISTICS(Section.PURPOSES, Kind.ONE, NOT_DONE, CONSENT, INTEREST),
  INTERESTS(Section.PURPOSES, Kind.WORDS),

  PROCESSORS(Section.PROCESSORS, Kind.ONE, Used.values()),
  ANALYTICS(Section.PROCESSORS, Kind.ONE, Used.values()),

  SHARED(Section.SHARING, Kind.MANY, Sharing.values()),
  SHARED_WITH(Section.SHARING, Kind.WORDS),
  SHARED_ABROAD(Section.SHARING, Kind.ONE, Abroad.values()),

  KEEP_REQUEST(Section.KEEPING, Kind.PERIOD),
  KEEP_PROFILE(Section.KEEPING, Kind.PERIOD),
  KEEP_PROOF(Section.KEEPING, Kind.PERIOD),
  KEEP_SUPPRESSION(Section.KEEPING, Kind.PERIOD),
  KEEP_DELIVERY(Section.KEEPING, Kind.PERIOD),
  KEEP_CASE(Section.KEEPING, Kind.PERIOD),
  KEEP_LOG(Section.KEEPING, Kind.PERIOD),
  KEEP_RELATION(Section.KEEPING, Kind.PERIOD),
  KEEP_ANSWERS(Section.KEEPING, Kind.PERIOD),

  PROFILING(Section.PROFILING, Kind.ONE, Profiling.values()),
  PROFILING_HOW(Section.PROFILING, Kind.WORDS),

  SITE_COOKIES(Section.COOKIES, Kind.ONE, SiteCookies.values()),
  SITE_COOKIES_PAGE(Section.COOKIES, Kind.ADDRESS),
  BROWSER_HELP(Section.COOKIES, Kind.ADDRESS),

  MEASURES(Section.SECURITY, Kind.MANY, Measure.values()),
  MEASURES_MORE(Section.SECURITY, Kind.WORDS),

  NOTICE(Section.CHANGES, Kind.ONE, Notice.values());

  /** How a question is answered. */
  public enum Kind {
    /** One of the options. */
    ONE,
    /** Any of the options; none of them is an answer too. */
    MANY,
    /** A line that is the same in every language, such as a name. */
    LINE,
    /** An address on the web. */
    ADDRESS,
    /** The code of a country. */
    COUNTRY,
    /** How long. */
    PERIOD,
    /** A sentence, in each language of the controller. */
    WORDS
  }

  /** What is done with data and may have a ground, in the order of the statement. */
  static final List<Question> PURPOSES =
      List.of(
          FOR_NEWS,
          FOR_OFFERS,
          FOR_SURVEY,
          FOR_CONTRACT,
          FOR_LAW,
          FOR_CONTACT,
          FOR_PERSONAL,
          FOR_STATISTICS);

  /** How long what is kept; the last two only where there are such data. */
  static final List<Question> PERIODS =
      Arrays.stream(values()).filter(one -> one.kind == Kind.PERIOD).toList();

  private final Section section;
  private final Kind kind;
  private final List<Enum<?>> options;

  Question(Section section, Kind kind, Enum<?>... options) {
    this.section = section;
    this.kind = kind;
    this.options = List.of(options);
  }

  public Section section() {
    return section;
  }

  public Kind kind() {
    return kind;
  }

  public List<Enum<?>> options() {
    return options;
  }

  /** The questions of a part, in their order. */
  public static List<Question> of(Section section) {
    return Arrays.stream(values()).filter(one -> one.section == section).toList();
  }
}
