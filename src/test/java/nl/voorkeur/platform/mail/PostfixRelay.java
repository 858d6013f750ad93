package nl.voorkeur.platform.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A real Postfix in a folder of its own that takes mail on loopback and passes it on. */
public final class PostfixRelay implements AutoCloseable {

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);
  private static final String SERVICES =
      """
      127.0.0.1:%d inet n - n - - smtpd
      cleanup unix n - n - 0 cleanup
      qmgr unix n - n 300 1 qmgr
      rewrite unix - - n - - trivial-rewrite
      bounce unix - - n - 0 bounce
      defer unix - - n - 0 bounce
      trace unix - - n - 0 bounce
      proxymap unix - - n - - proxymap
      smtp unix - - n - - smtp
      relay unix - - n - - smtp
      error unix - - n - - error
      retry unix - - n - - error
      anvil unix - - n - 1 anvil
      scache unix - - n - 1 scache
      tlsmgr unix - - n 1000? 1 tlsmgr
      postlog unix-dgram n - n - 1 postlogd
      """;
  private static final String SETTINGS =
      """
      compatibility_level = 3.6
      queue_directory = %1$s/queue
      data_directory = %1$s/data
      command_directory = /usr/sbin
      daemon_directory = /usr/lib/postfix/sbin
      mail_owner = postfix
      setgid_group = postdrop
      myhostname = relay.example
      inet_interfaces = 127.0.0.1
      inet_protocols = ipv4
      mynetworks = 127.0.0.0/8
      mydestination =
      local_recipient_maps =
      alias_maps =
      alias_database =
      relayhost = [127.0.0.1]:%2$d
      smtpd_relay_restrictions = permit_mynetworks, reject
      disable_dns_lookups = yes
      smtp_destination_concurrency_limit = 20
      initial_destination_concurrency = 20
      maillog_file = %1$s/log
      maillog_file_prefixes = /tmp, /var
      """;

  private final Path folder;
  private final int port;

  private PostfixRelay(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Whether it is installed and may be started; Postfix wants root. */
  public static boolean isPossible() {
    return Files.isExecutable(Path.of("/usr/sbin/postfix"))
        && System.getProperty("user.name").equals("root");
  }

  /**
   * Starts one that passes on to a port.
   *
   * @param folder empty; must last as long as the relay
   */
  public static PostfixRelay to(int target, Path folder) {
    try {
      int port = freePort();
      // its parts run as users of their own
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.createDirectories(folder.resolve("queue"));
      Path data = Files.createDirectories(folder.resolve("data"));
      Files.setOwner(
          data,
          data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix"));
      Files.writeString(folder.resolve("main.cf"), SETTINGS.formatted(folder, target));
      Files.writeString(folder.resolve("master.cf"), SERVICES.formatted(port));
      PostfixRelay relay = new PostfixRelay(folder, port);
      relay.postfix("start");
      relay.awaitAnswer();
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  public int port() {
    return port;
  }

  private void awaitAnswer() {
    long end = System.nanoTime() + PATIENCE;
    while (System.nanoTime() < end) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.getInputStream().read() == '2') {
          return;
        }
      } catch (IOException notYet) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
    throw new IllegalStateException("Postfix didn't start");
  }

  private void postfix(String command) throws IOException {
    new ProcessBuilder(List.of("/usr/sbin/postfix", "-c", folder.toString(), command))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .onExit()
        .join();
  }

  @Override
  public void close() {
    try {
      postfix("stop");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
