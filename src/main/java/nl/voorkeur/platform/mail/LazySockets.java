package nl.voorkeur.platform.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Makes {@link LazySocket}s for connections that begin without TLS. */
final class LazySockets extends SocketFactory {

  private final WriteWatch watch;

  LazySockets(int writeTimeoutMillis) {
    this.watch = new WriteWatch(writeTimeoutMillis);
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
    return socket instanceof LazySocket ? socket : new LazySocket(socket, watch);
  }
}
