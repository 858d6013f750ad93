package nl.voorkeur.privacy;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nl.voorkeur.catalogue.Receiver;
import nl.voorkeur.catalogue.Receiver.Obstacle;
import nl.voorkeur.catalogue.ReceiverRegister;
import nl.voorkeur.kernel.ControllerId;
import nl.voorkeur.platform.persistence.Sql;

/** The processors of a controller as those to whom lists may be given (requirement S8d). */
@Dependent
class ProcessorReceivers implements ReceiverRegister {

  private final ProcessorStore processors;

  @Inject
  ProcessorReceivers(Sql sql) {
    this.processors = new ProcessorStore(sql);
  }

  @Override
  public List<Receiver> receivers(ControllerId controller, LocalDate day) {
    return processors.all(controller).stream().map(one -> receiver(one, day)).toList();
  }

  static Receiver receiver(Processor one, LocalDate day) {
    Set<Obstacle> obstacles = EnumSet.noneOf(Obstacle.class);
    if (!one.isAgreed(day)) {
      obstacles.add(Obstacle.NO_AGREEMENT);
    }
    if (one.isAbroad() && one.safeguard().isEmpty()) {
      obstacles.add(Obstacle.NO_SAFEGUARD);
    }
    return new Receiver(
        "processor:" + one.id(),
        one.name(),
        one.country(),
        obstacles,
        one.ownUse().equals(Optional.of(OwnUse.YES)));
  }
}
