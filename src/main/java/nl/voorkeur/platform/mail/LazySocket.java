package nl.voorkeur.platform.mail;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.eclipse.angus.mail.util.WriteTimeoutSocket;

/**
 * A socket that keeps what is written until its owner wants to read: one packet instead of one for
 * each line, and no wait for the other side's delayed acknowledgement. Angus leaves Nagle's
 * algorithm on, which costs 40 ms a message over 8 kB.
 */
final class LazySocket extends WriteTimeoutSocket {

  private static final int MOST = 65_536;

  private final Socket socket;
  private final SilenceWatch watch;
  private Lazy output;

  LazySocket(Socket socket, SilenceWatch watch) throws IOException {
    super(socket, 0);
    this.socket = socket;
    socket.setTcpNoDelay(true);
    this.watch = watch;
  }

  @Override
  public synchronized OutputStream getOutputStream() throws IOException {
    if (output == null) {
      output = new Lazy(socket.getOutputStream(), watch.over(socket));
    }
    return output;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    Lazy out = (Lazy) getOutputStream();
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        byte[] octet = new byte[1];
        return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        out.send();
        out.line.begins();
        try {
          return super.read(bytes, from, length);
        } finally {
          out.line.ended();
        }
      }
    };
  }

  @Override
  public void close() throws IOException {
    try {
      if (output != null && !isClosed()) {
        output.send();
      }
    } catch (IOException gone) {
      // the other side left first
    } finally {
      if (output != null) {
        output.line.close();
      }
      super.close();
    }
  }

  private static final class Lazy extends OutputStream {

    private final OutputStream socket;
    private final SilenceWatch.Line line;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(MOST);

    Lazy(OutputStream socket, SilenceWatch.Line line) {
      this.socket = socket;
      this.line = line;
    }

    @Override
    public synchronized void write(int octet) throws IOException {
      kept.write(octet);
      sendWhenMuch();
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
      kept.write(bytes, from, length);
      sendWhenMuch();
    }

    private void sendWhenMuch() throws IOException {
      if (kept.size() >= MOST) {
        send();
      }
    }

    /** Does nothing; the next read sends. */
    @Override
    public void flush() {}

    synchronized void send() throws IOException {
      if (kept.size() > 0) {
        line.begins();
        try {
          kept.writeTo(socket);
        } finally {
          line.ended();
          kept.reset();
        }
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
