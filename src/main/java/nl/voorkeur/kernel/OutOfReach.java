package nl.voorkeur.kernel;

/**
 * What was asked for is not there, or not within the caller's reach: the same answer, so that
 * nobody learns what there is at another controller (promise 7).
 */
public final class OutOfReach extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public OutOfReach() {
    super("not there, or out of reach");
  }
}
