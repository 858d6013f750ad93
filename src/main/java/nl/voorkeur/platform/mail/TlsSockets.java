package nl.voorkeur.platform.mail;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * Lays TLS over {@link LazySocket}s, at once or after STARTTLS. Whose certificates count is Java's
 * list, or the one that was configured for a server of one's own.
 */
final class TlsSockets extends SSLSocketFactory {

  private final LazySockets plain;
  private final SSLSocketFactory tls;

  TlsSockets(LazySockets plain, Optional<Path> authorities) {
    this.plain = plain;
    this.tls = context(authorities).getSocketFactory();
  }

  private static SSLContext context(Optional<Path> authorities) {
    try {
      if (authorities.isEmpty()) {
        return SSLContext.getDefault();
      }
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      try (InputStream file = Files.newInputStream(authorities.get())) {
        int number = 0;
        for (Certificate each :
            CertificateFactory.getInstance("X.509").generateCertificates(file)) {
          trusted.setCertificateEntry("authority" + number++, each);
        }
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("the certificates for the mail server can't be read", e);
    }
  }

  @Override
  public Socket createSocket(Socket connected, String host, int port, boolean autoClose)
      throws IOException {
    return tls.createSocket(plain.lazy(connected), host, port, autoClose);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return createSocket(plain.createSocket(host, port), host, port, true);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(plain.createSocket(host, port, local, localPort), host, port, true);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket(plain.createSocket(host, port), host.getHostAddress(), port, true);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(
        plain.createSocket(host, port, local, localPort), host.getHostAddress(), port, true);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return tls.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return tls.getSupportedCipherSuites();
  }
}
