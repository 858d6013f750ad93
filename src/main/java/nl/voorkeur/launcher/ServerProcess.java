package nl.voorkeur.launcher;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;

/**
 * The main class of the server's process: ends with the launcher, however that ends, and hands over
 * to Payara Micro. Alone on the class path beside it, so it needs the JDK only.
 *
 * <p>Its input is a pipe that the launcher holds and never writes to: it ends when the launcher
 * does, be it by {@code kill -9}.
 */
public final class ServerProcess {

  private static final long STOP_MILLIS = 10_000;

  private ServerProcess() {}

  /** Runs Payara Micro with these arguments. */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    startDaemon("launcher watch", ServerProcess::endWithTheLauncher);
    try {
      Class.forName("fish.payara.micro.PayaraMicro")
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
      System.exit(1);
    }
  }

  private static void endWithTheLauncher() {
    try {
      while (System.in.read() >= 0) {
        // nobody writes
      }
    } catch (IOException gone) {
      // the same as its end
    }
    startDaemon("deadline", ServerProcess::haltAfterAWhile);
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

  private static void startDaemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
