package nl.voorkeur.platform.mail;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Postfix's {@code smtp-sink} on a port of its own: takes every message and forgets it. */
public final class PostfixSink implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/sbin/smtp-sink");

  private final Process process;
  private final int port;

  private PostfixSink(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it; without Postfix on this machine the test is skipped. */
  public static PostfixSink start() throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "needs apt-get install postfix");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("-u", "nobody"));
    }
    command.addAll(List.of("127.0.0.1:" + port, "1024"));
    PostfixSink sink =
        new PostfixSink(
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start(),
            port);
    for (int tries = 0; !sink.answers(); tries++) {
      assertTrue(tries < 100 && sink.process.isAlive(), "the sink starts");
      Thread.sleep(50);
    }
    return sink;
  }

  public int port() {
    return port;
  }

  private boolean answers() {
    try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
