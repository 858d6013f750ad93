package nl.voorkeur.mailing;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.kernel.MailingId;
import nl.voorkeur.platform.persistence.Sql;
import nl.voorkeur.platform.security.Audit;
import nl.voorkeur.platform.security.Role;

/** The files that travel with a mailing. */
@Stateless
@RolesAllowed({Role.MARKETING, Role.PRIVACY_OFFICER, Role.ADMINISTRATOR})
public class Attachments {

  private Sql sql;
  private DraftStore drafts;
  private Amending amending;

  /** For the container. */
  public Attachments() {}

  @Inject
  public Attachments(Sql sql, Audit audit) {
    this.sql = sql;
    this.drafts = new DraftStore(sql);
    this.amending = new Amending(new MailingStore(sql), audit);
  }

  public List<Attachment> list(ControllerId controller, MailingId id) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT a.id, a.name, a.media_type, octet_length(a.content) AS size FROM mailing_attachment a"
                        + " JOIN mailing m ON m.id = a.mailing_id WHERE m.id = :id AND m.controller_id = :controller ORDER BY a.id")
                .bind("id", id.value())
                .bind("controller", controller.value())
                .map(
                    (row, context) ->
                        new Attachment(
                            row.getLong("id"),
                            row.getString("name"),
                            row.getString("media_type"),
                            row.getLong("size")))
                .list());
  }

  /**
   * Adds one to a draft; one of the same name is replaced. False when it is no draft that can be
   * changed, or all together would be too big.
   */
  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public boolean add(ControllerId controller, MailingId id, AttachmentFile file, String by) {
    long others =
        list(controller, id).stream()
            .filter(one -> !one.name().equals(file.name()))
            .mapToLong(Attachment::size)
            .sum();
    return others + file.content().length <= AttachmentFile.MOST_BYTES
        && amending.amend(
            controller,
            id,
            "attachment added",
            () -> drafts.touch(controller, id, by) && keep(id, file));
  }

  private boolean keep(MailingId id, AttachmentFile file) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "INSERT INTO mailing_attachment (mailing_id, name, media_type, content) VALUES (:id, :name, :type, :content)"
                            + " ON CONFLICT (mailing_id, name) DO UPDATE SET media_type = excluded.media_type, content = excluded.content")
                    .bind("id", id.value())
                    .bind("name", file.name())
                    .bind("type", file.mediaType())
                    .bind("content", file.content())
                    .execute())
        == 1;
  }

  @RolesAllowed({Role.MARKETING, Role.ADMINISTRATOR})
  public boolean drop(ControllerId controller, MailingId id, long attachment, String by) {
    return amending.amend(
        controller,
        id,
        "attachment dropped",
        () -> drafts.touch(controller, id, by) && forget(id, attachment));
  }

  private boolean forget(MailingId id, long attachment) {
    return sql.with(
            handle ->
                handle
                    .createUpdate(
                        "DELETE FROM mailing_attachment WHERE id = :attachment AND mailing_id = :id")
                    .bind("attachment", attachment)
                    .bind("id", id.value())
                    .execute())
        == 1;
  }
}
