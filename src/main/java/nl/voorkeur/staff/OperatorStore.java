package nl.voorkeur.staff;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import nl.voorkeur.kernel.OperatorId;
import nl.voorkeur.platform.security.Role;

/** Members of staff in the database. */
final class OperatorStore {

  private final EntityManager entities;

  OperatorStore(EntityManager entities) {
    this.entities = entities;
  }

  List<Operator> all() {
    return entities
        .createQuery("SELECT o FROM Operator o ORDER BY o.active DESC, o.name", Operator.class)
        .getResultList();
  }

  Optional<Operator> find(OperatorId id) {
    return Optional.ofNullable(entities.find(Operator.class, id.value()));
  }

  Operator required(OperatorId id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("no such member of staff"));
  }

  Optional<Operator> find(String name) {
    return entities
        .createQuery("SELECT o FROM Operator o WHERE o.name = :name", Operator.class)
        .setParameter("name", name)
        .getResultStream()
        .findFirst();
  }

  /** The row is kept from others until the end of the transaction. */
  Optional<Operator> lock(String name) {
    return entities
        .createQuery("SELECT o FROM Operator o WHERE o.name = :name", Operator.class)
        .setParameter("name", name)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultStream()
        .findFirst();
  }

  /** Two administrators who remove each other at the same time wait for each other here. */
  void queue() {
    entities
        .createNativeQuery("SELECT pg_advisory_xact_lock(hashtext('voorkeur.operator'))::text")
        .getSingleResult();
  }

  /** Counts a change that lies outside of the row itself. */
  void touch(Operator operator) {
    entities.lock(operator, LockModeType.OPTIMISTIC_FORCE_INCREMENT);
  }

  boolean isEmpty() {
    return entities.createQuery("SELECT count(o) FROM Operator o", Long.class).getSingleResult()
        == 0;
  }

  boolean isLastAdministrator(Operator operator) {
    return operator.isActive()
        && operator.roles().contains(Role.ADMINISTRATOR)
        && all().stream()
            .noneMatch(
                other ->
                    other != operator
                        && other.isActive()
                        && other.roles().contains(Role.ADMINISTRATOR));
  }

  Operator add(Operator operator) {
    entities.persist(operator);
    entities.flush();
    return operator;
  }
}
