package nl.voorkeur.platform.rest;

/** The pages in which the API answers what there may be a lot of. */
public final class Paging {

  private Paging() {}

  /**
   * Refuses a page that can't be.
   *
   * @param name of the parameter that says where the page begins
   * @param least the least that it may say
   * @param most how much one page may hold
   */
  public static void require(String name, long begin, long least, int limit, int most) {
    if (begin < least || limit < 1 || limit > most) {
      throw Problem.badRequest(
          "invalid-page", name + " is " + least + " or more, limit is 1 to " + most + ".");
    }
  }
}
