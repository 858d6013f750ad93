package nl.voorkeur.platform.mail;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import nl.voorkeur.platform.configuration.Configuration;

/**
 * A mail server for tests: takes everything, notes when, and misbehaves on request.
 *
 * <p>A script gets each command, with {@code CONNECT} for the greeting, {@code BODY} for the begin
 * of a message and {@code DOT} for its end, and answers a reply, {@link #CUT} or {@link #RESET} to
 * break the line, {@link #SILENCE}, {@link #HALF}, {@link #DRIP} before a reply, or nothing for the
 * usual reply.
 */
public final class SmtpSink implements AutoCloseable {

  public static final String CUT = "CUT";
  public static final String SILENCE = "SILENCE";

  /** Breaks the line by RST. */
  public static final String RESET = "RESET";

  /** Half a line, and then nothing more. */
  public static final String HALF = "HALF";

  /** Before a reply: one character after the other. */
  public static final String DRIP = "DRIP ";

  private static final long DRIP_NANOS = 20_000_000;

  /** A transaction that began, whatever became of it. */
  public record Begun(String to, long mailFromNanos, long rcptNanos) {}

  /** A message that the server answered with 250, or would have. */
  public record Taken(
      String from, String to, byte[] content, long mailFromNanos, String mailCommand) {
    public String text() {
      return new String(content, StandardCharsets.ISO_8859_1);
    }
  }

  private final ServerSocket listener;
  private final Function<String, String> script;
  private final List<Taken> taken = new CopyOnWriteArrayList<>();
  private volatile Runnable afterwards = () -> {};
  private final List<Begun> begun = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger conversations = new AtomicInteger();
  private final List<String> extensions;
  private final Optional<SSLContext> startTls;

  private SmtpSink(List<String> extensions, Function<String, String> script) {
    this(ServerSocketFactory.getDefault(), Optional.empty(), extensions, script);
  }

  private SmtpSink(
      ServerSocketFactory sockets,
      Optional<SSLContext> startTls,
      List<String> extensions,
      Function<String, String> script) {
    this.startTls = startTls;
    this.extensions = extensions;
    this.script = script;
    try {
      listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::listen, "smtp-sink");
    thread.setDaemon(true);
    thread.start();
  }

  public static SmtpSink friendly() {
    return scripted(command -> null);
  }

  public static SmtpSink scripted(Function<String, String> script) {
    return new SmtpSink(List.of("SMTPUTF8", "8BITMIME"), script);
  }

  public static SmtpSink offering(List<String> extensions, Function<String, String> script) {
    return new SmtpSink(extensions, script);
  }

  /**
   * Offers STARTTLS when it has a context for it.
   *
   * @param tls may be null
   */
  static SmtpSink misbehaving(
      SSLContext tls, List<String> extensions, Function<String, String> script) {
    return new SmtpSink(
        ServerSocketFactory.getDefault(), Optional.ofNullable(tls), extensions, script);
  }

  /** Speaks TLS from the first byte. */
  public static SmtpSink overTls(SSLContext tls, String... extensions) {
    return new SmtpSink(
        tls.getServerSocketFactory(), Optional.empty(), List.of(extensions), command -> null);
  }

  /** Speaks TLS after STARTTLS, and takes no mail before. */
  public static SmtpSink overStartTls(SSLContext tls, String... extensions) {
    return new SmtpSink(
        ServerSocketFactory.getDefault(), Optional.of(tls), List.of(extensions), command -> null);
  }

  public static SmtpSink without(String extension) {
    return new SmtpSink(
        List.of("SMTPUTF8", "8BITMIME").stream().filter(name -> !name.equals(extension)).toList(),
        command -> null);
  }

  public int port() {
    return listener.getLocalPort();
  }

  public List<Taken> taken() {
    return taken;
  }

  /** What happens right after a message was taken and answered. */
  public void whenTaken(Runnable then) {
    afterwards = then;
  }

  public List<Begun> begun() {
    return begun;
  }

  public List<String> commands() {
    return commands;
  }

  /**
   * Whether nobody speaks with it any more, so that nothing is taken until somebody calls again.
   */
  public boolean everybodyLeft() {
    return conversations.get() == 0;
  }

  /** Settings that send mail here, and every key that the portal needs. */
  public Function<String, String> settings(String dkimKey) {
    return property ->
        switch (property) {
          case "voorkeur.smtp.host" -> "127.0.0.1";
          case "voorkeur.smtp.port" -> Integer.toString(port());
          case "voorkeur.base.url" -> "https://voorkeur.example";
          case "voorkeur.token.keys", "voorkeur.address.keys" ->
              "test:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
          case "voorkeur.dkim.key" -> dkimKey;
          default -> null;
        };
  }

  public Configuration configuration() {
    return Configuration.read(settings(null));
  }

  private void listen() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        open.add(socket);
        conversations.incrementAndGet();
        Thread thread = new Thread(() -> serve(socket), "smtp-sink-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      if (answer(socket, "CONNECT", "220 sink ESMTP")) {
        converse(socket, startTls.isEmpty());
      }
    } catch (IOException gone) {
      // the client went away, as clients may
    } finally {
      conversations.decrementAndGet();
    }
  }

  private void converse(Socket socket, boolean ready) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    String from = "";
    String to = "";
    String mail = "";
    long at = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      commands.add(line);
      String verb = line.split("[ :]", 2)[0].toUpperCase(java.util.Locale.ROOT);
      String usual = "250 2.0.0 OK";
      if (verb.equals("EHLO")) {
        usual =
            "250-sink\r\n"
                + String.join("", extensions.stream().map(name -> "250-" + name + "\r\n").toList())
                + (ready ? "" : "250-STARTTLS\r\n")
                + "250 ENHANCEDSTATUSCODES";
      } else if (verb.equals("STARTTLS") && !ready) {
        String reply = script.apply(line);
        if (!say(socket, reply == null ? "220 go on" : reply)) {
          return;
        }
        if (reply != null && !reply.contains("220")) {
          continue;
        }
        SSLSocket secured =
            (SSLSocket)
                startTls
                    .get()
                    .getSocketFactory()
                    .createSocket(socket, null, socket.getPort(), true);
        secured.setUseClientMode(false);
        converse(secured, true);
        return;
      } else if (!ready) {
        usual = "530 5.7.0 STARTTLS first";
      } else if (verb.equals("AUTH")) {
        usual = "235 2.7.0 in";
      } else if (verb.equals("MAIL")) {
        at = System.nanoTime();
        from = path(line);
        mail = line;
      } else if (verb.equals("RCPT")) {
        to = path(line);
        begun.add(new Begun(to, at, System.nanoTime()));
      } else if (verb.equals("DATA")) {
        usual = "354 go on";
      } else if (verb.equals("QUIT")) {
        usual = "221 bye";
      }
      String reply = script.apply(line);
      if (!say(socket, reply == null ? usual : reply) || verb.equals("QUIT")) {
        return;
      }
      if (verb.equals("DATA") && (reply == null || bare(reply).startsWith("354"))) {
        byte[] content = body(in, socket);
        if (content.length == 0) {
          continue; // refused meanwhile
        }
        String end = script.apply("DOT");
        if (end == null || bare(end).startsWith("250")) {
          taken.add(new Taken(from, to, content, at, mail));
        }
        if (!say(socket, end == null ? "250 2.0.0 taken" : end)) {
          return;
        }
        afterwards.run();
      }
    }
  }

  private boolean answer(Socket socket, String step, String usual) throws IOException {
    String reply = script.apply(step);
    return say(socket, reply == null ? usual : reply);
  }

  private static boolean say(Socket socket, String reply) throws IOException {
    OutputStream out = socket.getOutputStream();
    if (reply.equals(RESET)) {
      socket.setSoLinger(true, 0);
    }
    if (reply.equals(CUT) || reply.equals(RESET)) {
      return false;
    }
    if (reply.equals(HALF)) {
      out.write("25".getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    } else if (reply.startsWith(DRIP)) {
      for (byte octet :
          (reply.substring(DRIP.length()) + "\r\n").getBytes(StandardCharsets.ISO_8859_1)) {
        out.write(octet);
        out.flush();
        LockSupport.parkNanos(DRIP_NANOS);
      }
    } else if (!reply.equals(SILENCE)) {
      out.write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }
    return true;
  }

  private byte[] body(BufferedReader in, Socket socket) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    String meanwhile = script.apply("BODY");
    if (meanwhile != null && !say(socket, meanwhile)) {
      throw new IOException("left in the middle of the message");
    }
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.equals(".")) {

        return meanwhile == null ? content.toByteArray() : new byte[0];
      }
      String bare = line.startsWith(".") ? line.substring(1) : line;
      content.writeBytes((bare + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
    throw new IOException("the line broke before the end of the message");
  }

  private static String bare(String reply) {
    return reply.startsWith(DRIP) ? reply.substring(DRIP.length()) : reply;
  }

  private static String path(String line) {
    return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
