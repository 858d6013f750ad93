package nl.voorkeur.permission.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import nl.voorkeur.permission.LedgerCheck;
import nl.voorkeur.permission.LedgerProof;
import nl.voorkeur.platform.faces.DeskText;
import nl.voorkeur.platform.faces.Onward;
import nl.voorkeur.staff.Colleagues;

/** The proof of the ledger: when it was checked, what was found, and a button to check it now. */
@Named
@RequestScoped
public class ProofPage {

  private static final String PATH = "/staff/audit/proof";

  @Inject private LedgerProof proof;
  @Inject private Colleagues colleagues;
  @Inject private Onward onward;
  @Inject private DeskText say;

  private List<LedgerCheck> all;

  public List<LedgerCheck> getAll() {
    if (all == null) {
      all = proof.newest();
    }
    return all;
  }

  public boolean isRunning() {
    return getAll().stream().anyMatch(check -> check.state() == LedgerCheck.State.RUNNING);
  }

  public void check() {
    proof.want();
    onward.to(PATH, say.of("proof.started"));
  }

  /** What came out, in words. */
  public String result(LedgerCheck check) {
    return switch (check.state()) {
      case RUNNING -> say.of("proof.RUNNING", (int) (100 * check.share()));
      case SOUND -> say.of("proof.SOUND", check.entries());
      case BROKEN ->
          say.of(
              "flaw." + check.flaw().orElseThrow().finding(),
              check.flaw().orElseThrow().recipient().toString(),
              check.flaw().orElseThrow().seq());
    };
  }

  public String who(LedgerCheck check) {
    return colleagues.name(check.wantedBy()).orElseGet(() -> say.reason("route.SYSTEM"));
  }
}
