package nl.voorkeur.staff.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import nl.voorkeur.platform.faces.DeskNote;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.platform.faces.PageLanguage;
import nl.voorkeur.platform.faces.Problems;
import nl.voorkeur.platform.security.StaffSession;
import nl.voorkeur.platform.text.Texts;
import nl.voorkeur.staff.OwnAccount;
import nl.voorkeur.staff.PasswordFault;

/** The own password. */
@Named
@RequestScoped
public class PasswordPage {

  @Inject private OwnAccount account;
  @Inject private StaffSession session;
  @Inject private DeskNote note;
  @Inject private Problems problems;
  @Inject private PageLanguage language;

  private String current;
  private String wanted;

  public String change() {
    Texts texts = Texts.of("Staff", language.getCurrent());
    if (current == null) {
      problems.add("current", texts.get("password.CURRENT_WRONG"));
    }
    if (wanted == null) {
      problems.add("wanted", texts.get("password.TOO_SHORT"));
    }
    if (problems.isAny()) {
      return null;
    }
    return account
        .changePassword(current, wanted)
        .fold(
            caller -> {
              session.renew(caller, Onward.response());
              note.leave(texts.get("password.changed"));
              return "/staff/index?faces-redirect=true";
            },
            fault -> {
              problems.add(
                  fault == PasswordFault.CURRENT_WRONG ? "current" : "wanted",
                  texts.get("password." + fault.name()));
              return null;
            });
  }

  public String getCurrent() {
    return "";
  }

  public void setCurrent(String current) {
    this.current = current;
  }

  public String getWanted() {
    return "";
  }

  public void setWanted(String wanted) {
    this.wanted = wanted;
  }
}
