package nl.voorkeur.kernel;

/**
 * What belongs to one controller and is shown at no other one (promise 7). What an EJB answers to
 * staff or a program passes the wall by this.
 */
public interface OfController {

  /** The one that it belongs to. */
  ControllerId controller();
}
