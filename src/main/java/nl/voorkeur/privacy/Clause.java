package nl.voorkeur.privacy;

/**
 * What a statement has to say: the statements S1 to S16 of the requirements, and what GDPR art. 13
 * and 14 ask for besides.
 */
public enum Clause {
  S1("S1"),
  S2("S2"),
  S3("S3"),
  S4("S4"),
  S4A("S4a"),
  S4B("S4b"),
  S4C("S4c"),
  S4D("S4d"),
  S4E("S4e"),
  S5("S5"),
  S5A("S5a"),
  S5B("S5b"),
  S5C("S5c"),
  S5D("S5d"),
  S6("S6"),
  S6A("S6a"),
  S6B("S6b"),
  S6C("S6c"),
  S6D("S6d"),
  S6E("S6e"),
  S6F("S6f"),
  S7("S7"),
  S7A("S7a"),
  S7B("S7b"),
  S7C("S7c"),
  S7D("S7d"),
  S8("S8"),
  S8A("S8a"),
  S8B("S8b"),
  S8C("S8c"),
  S8D("S8d"),
  S9("S9"),
  S9B("S9b"),
  S9C("S9c"),
  S9D("S9d"),
  S10A("S10a"),
  S10B("S10b"),
  S10C("S10c"),
  S11("S11"),
  S12("S12"),
  S13A("S13a"),
  S13B("S13b"),
  S13C("S13c"),
  S13D("S13d"),
  S13E("S13e"),
  S13F("S13f"),
  S13G("S13g"),
  S14("S14"),
  S14B("S14b"),
  S14C("S14c"),
  S14D("S14d"),
  S14E("S14e"),
  S14F("S14f"),
  S15A("S15a"),
  S15B("S15b"),
  S15C("S15c"),
  S15D("S15d"),
  S15E("S15e"),
  S15F("S15f"),
  S15G("S15g"),
  S16("S16"),
  REPRESENTATIVE("13(1)(a)"),
  OFFICER("13(1)(b)"),
  COMPLAINT("13(2)(d)"),
  REQUIRED("13(2)(e)"),
  PROFILING("13(2)(f)");

  private final String id;

  Clause(String id) {
    this.id = id;
  }

  /** As the requirements or the GDPR number it. */
  public String id() {
    return id;
  }
}
