package nl.voorkeur.privacy;

import java.time.LocalDate;
import nl.voorkeur.kernel.RecipientId;

/** A request to be opened as a case, see {@link RightsCase}. */
public record NewCase(
    RecipientId recipient,
    RightsCase.Kind kind,
    RightsCase.Reached reached,
    RightsCase.Identity identity,
    String asked,
    LocalDate askedOn) {}
