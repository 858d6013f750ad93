package nl.voorkeur.catalogue;

/** What this installation is for a controller (GDPR art. 4(7) and (8), requirement S4). */
public enum ControllerRole {
  /** We are the controller ourselves. */
  CONTROLLER,
  /** We act for the controller, under an agreement. */
  PROCESSOR,
  /** We act for the controller's processor, under an agreement. */
  SUB_PROCESSOR
}
