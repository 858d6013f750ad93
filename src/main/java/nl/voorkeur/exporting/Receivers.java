package nl.voorkeur.exporting;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.catalogue.Receiver;
import nl.voorkeur.catalogue.Receiver.Obstacle;
import nl.voorkeur.catalogue.ReceiverRegister;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.persistence.Sql;

/**
 * To whom a controller's lists may go: to the controller itself, under the agreement by which we
 * act for it, and to those in its registers.
 */
final class Receivers {

  private final Sql sql;
  private final List<ReceiverRegister> registers;

  Receivers(Sql sql, List<ReceiverRegister> registers) {
    this.sql = sql;
    this.registers = List.copyOf(registers);
  }

  /** The controller first, then the others. */
  List<Receiver> all(ControllerId controller, LocalDate day) {
    List<Receiver> all = new ArrayList<>();
    itself(controller, day).ifPresent(all::add);
    registers.forEach(register -> all.addAll(register.receivers(controller, day)));
    return all;
  }

  Optional<Receiver> find(ControllerId controller, String key, LocalDate day) {
    return all(controller, day).stream().filter(one -> one.key().equals(key)).findFirst();
  }

  private Optional<Receiver> itself(ControllerId controller, LocalDate day) {
    return sql.with(
        handle ->
            handle
                .createQuery(
                    "SELECT c.name, c.our_role = 'CONTROLLER' OR EXISTS (SELECT FROM agreement a WHERE a.controller_id = c.id"
                        + " AND a.valid_from <= :day AND coalesce(a.valid_until, :day) >= :day) AS agreed"
                        + " FROM controller c WHERE c.id = :controller")
                .bind("controller", controller.value())
                .bind("day", day)
                .map(
                    (row, context) -> {
                      Set<Obstacle> obstacles = EnumSet.noneOf(Obstacle.class);
                      if (!row.getBoolean("agreed")) {
                        obstacles.add(Obstacle.NO_AGREEMENT);
                      }
                      return new Receiver(
                          Receiver.CONTROLLER, row.getString("name"), "", obstacles, false);
                    })
                .findOne());
  }
}
