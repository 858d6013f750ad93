package nl.voorkeur.mailing;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;

/** The pictures of a controller for its mails. */
@Stateless
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class Gallery {

  private PictureStore store;
  private Audit audit;

  /** For the container. */
  public Gallery() {}

  @Inject
  public Gallery(Sql sql, Audit audit) {
    this.store = new PictureStore(sql);
    this.audit = audit;
  }

  /** By name. */
  public List<Picture> list(ControllerId controller) {
    return store.list(controller);
  }

  /**
   * Keeps a picture.
   *
   * @param name as the file was called; the picture's own is made from it
   * @return its name; nothing when the controller has one of that name
   */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public Optional<String> add(
      ControllerId controller, String name, PictureFile.Drawn file, String by) {
    String own = name(name, file.mediaType());
    if (!store.add(controller, own, file, by)) {
      return Optional.empty();
    }
    audit.record("PICTURE_ADDED", Optional.of(controller), "controller " + controller, own);
    return Optional.of(own);
  }

  /** Takes a picture away; not one that a mailing which left, or will, shows. */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public boolean drop(ControllerId controller, long picture) {
    boolean dropped = store.drop(controller, picture);
    if (dropped) {
      audit.record("PICTURE_DROPPED", Optional.of(controller), "picture " + picture, "");
    }
    return dropped;
  }

  /** The bytes at an address; whoever got the mail may see them. */
  @PermitAll
  public Optional<byte[]> bytes(String hash, String mediaType) {
    return store.bytes(hash, mediaType);
  }

  private static String name(String file, String mediaType) {
    String base =
        file.replaceFirst("\\.[^.]*$", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9_-]+", "-")
            .replaceAll("^[-_]+|[-_]+$", "");
    String cut = base.isEmpty() ? "picture" : base.substring(0, Math.min(60, base.length()));
    return cut.replaceAll("[-_]+$", "") + (mediaType.equals("image/jpeg") ? ".jpg" : ".png");
  }
}
