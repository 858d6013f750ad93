package nl.voorkeur.launcher;

import nl.voorkeur.platform.configuration.Configuration;
import nl.voorkeur.platform.configuration.Setting;

/** What the console says once the portal is ready. */
final class ReadyBlock {

  private final String base;
  private String signIn = "";
  private String mail = "";

  ReadyBlock(Configuration configuration) {
    base = configuration.get(Setting.BASE_URL).toString();
  }

  /**
   * Adds how to sign in.
   *
   * @param embedded whether the database is ours, so that nobody else can have made operators in it
   */
  void password(FirstPassword password, boolean embedded) {
    String how =
        password
            .made()
            .map(
                made ->
                    "password "
                        + made
                        + (embedded ? " (shown this once)" : " (if the database had no operator)"))
            .orElse("password as set before");
    signIn = line("sign-in", "admin, " + how);
  }

  /** Adds where the caught mail is. */
  void catcher(int port) {
    mail = line("mail", "http://localhost:" + port + "/ (caught here; none leaves this machine)");
  }

  String text() {
    return "\nVoorkeur is ready\n"
        + line("portal", base + "/")
        + line("staff", base + "/staff/")
        + signIn
        + mail
        + line("stop", "Ctrl-C");
  }

  private static String line(String name, String value) {
    return String.format("  %-9s %s%n", name, value);
  }
}
