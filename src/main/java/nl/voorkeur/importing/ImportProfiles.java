package nl.voorkeur.importing;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;

/**
 * Saved ways to read a file. They hold no consent and no source: those are said anew of each file.
 */
@Stateless
public class ImportProfiles {

  private ProfileStore profiles;
  private Audit audit;

  /** For the container. */
  public ImportProfiles() {}

  @Inject
  public ImportProfiles(Sql sql, Audit audit) {
    this.profiles = new ProfileStore(sql);
    this.audit = audit;
  }

  /** The controller's, by name. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public List<ImportProfile> list(ControllerId controller) {
    return profiles.list(controller);
  }

  /** The one that was used last for a file with these headings; none for a file without any. */
  @RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
  public Optional<ImportProfile> find(ControllerId controller, FileLook look) {
    return look.suggested().header()
        ? profiles.find(controller, look.headings())
        : Optional.empty();
  }

  /**
   * Saves how a file is read, over the profile of that name.
   *
   * @param name at most {@link ImportProfile#LONGEST_NAME} characters
   */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public void save(
      ControllerId controller, String name, List<String> headings, ImportPlan plan, String actor) {
    if (headings.size() != plan.layout().fields().size()) {
      throw new IllegalArgumentException("a field for each heading");
    }
    profiles.save(controller, named(name), headings, plan, actor);
    record("IMPORT_PROFILE_SAVED", controller);
  }

  /** False when there is no such profile, or another of that name. */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public boolean rename(ControllerId controller, long id, String name) {
    boolean renamed = profiles.rename(controller, id, named(name));
    if (renamed) {
      record("IMPORT_PROFILE_SAVED", controller);
    }
    return renamed;
  }

  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public boolean delete(ControllerId controller, long id) {
    boolean deleted = profiles.delete(controller, id);
    if (deleted) {
      record("IMPORT_PROFILE_DELETED", controller);
    }
    return deleted;
  }

  private void record(String act, ControllerId controller) {
    audit.record(act, Optional.of(controller), "controller " + controller, "");
  }

  private static String named(String name) {
    String clean = NameCell.read(name).name();
    if (clean.isEmpty() || clean.length() > ImportProfile.LONGEST_NAME) {
      throw new IllegalArgumentException("a profile has a name of 1 to 80 characters");
    }
    return clean;
  }
}
