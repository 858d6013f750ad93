package nl.voorkeur.platform.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import javax.net.SocketFactory;

/**
 * Makes {@link LazySocket}s for connections that begin without TLS, and keeps the last one at hand
 * for the transport that has these for itself.
 */
final class LazySockets extends SocketFactory {

  private final SilenceWatch watch;
  private Optional<LazySocket> latest = Optional.empty();

  /**
   * @param watch over all of them
   */
  LazySockets(SilenceWatch watch) {
    this.watch = watch;
  }

  /** The one that was made last. */
  Optional<LazySocket> latest() {
    return latest;
  }

  @Override
  public Socket createSocket() throws IOException {
    return lazy(new Socket());
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return lazy(new Socket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return lazy(new Socket(host, port, local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return lazy(new Socket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return lazy(new Socket(host, port, local, localPort));
  }

  Socket lazy(Socket socket) throws IOException {
    LazySocket lazy =
        socket instanceof LazySocket already ? already : new LazySocket(socket, watch);
    latest = Optional.of(lazy);
    return lazy;
  }
}
