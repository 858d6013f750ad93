package nl.voorkeur.launcher;

import java.lang.reflect.InvocationTargetException;

/**
 * The main class of the server's process: ends with the launcher, however that ends, and hands over
 * to Payara Micro. Alone on the class path beside it, so it needs the JDK only.
 */
public final class ServerProcess {

  /** The system property that holds the launcher's process id. */
  static final String PARENT = "voorkeur.launcher.pid";

  private static final long STOP_MILLIS = 10_000;

  private ServerProcess() {}

  /** Runs Payara Micro with these arguments. */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    ProcessHandle.of(Long.getLong(PARENT))
        .ifPresentOrElse(
            launcher -> launcher.onExit().thenRun(ServerProcess::end), ServerProcess::end);
    try {
      Class.forName("fish.payara.micro.PayaraMicro")
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
      System.exit(1);
    }
  }

  private static void end() {
    Thread deadline = new Thread(ServerProcess::haltAfterAWhile, "end");
    deadline.setDaemon(true);
    deadline.start();
    System.exit(1);
  }

  private static void haltAfterAWhile() {
    try {
      Thread.sleep(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }
}
