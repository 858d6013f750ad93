package nl.voorkeur.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;

/**
 * Sends requests over some kept-alive connections as fast as they are answered, each request
 * another one.
 */
final class Load {

  /** A rate, in answers a second, and how many answers were not 2xx. */
  record Result(double rate, long errors) {}

  private final int connections;
  private final ExecutorService threads;

  Load(int connections) {
    this.connections = connections;
    this.threads = Executors.newFixedThreadPool(connections);
  }

  void close() {
    threads.shutdownNow();
  }

  /** Work for each of the threads: sends the nth item, answers whether it went well. */
  interface Worker extends AutoCloseable {
    boolean send(int number) throws Exception;

    @Override
    void close() throws IOException;
  }

  Result run(AtomicInteger next, double seconds, Callable<Worker> workers) throws Exception {
    return run(next::getAndIncrement, seconds, workers);
  }

  Result run(IntSupplier numbers, double seconds, Callable<Worker> workers) throws Exception {
    AtomicLong done = new AtomicLong();
    AtomicLong errors = new AtomicLong();
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    List<Future<Void>> running = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      running.add(
          threads.submit(
              () -> {
                try (Worker worker = workers.call()) {
                  while (System.nanoTime() < end) {
                    if (!worker.send(numbers.getAsInt())) {
                      errors.incrementAndGet();
                    }
                    done.incrementAndGet();
                  }
                }
                return null;
              }));
    }
    for (Future<Void> one : running) {
      one.get();
    }
    return new Result(done.get() * 1e9 / (System.nanoTime() - start), errors.get());
  }

  /**
   * A worker that posts over HTTP/1.1 on one kept-alive connection; no library, so that the client
   * costs little.
   */
  static Callable<Worker> http(
      int port, IntFunction<String> path, String contentType, String body) {
    return post(port, path, contentType, "", number -> body);
  }

  /** The same with further header lines, each ended by a line break, and another body each time. */
  static Callable<Worker> post(
      int port,
      IntFunction<String> path,
      String contentType,
      String headers,
      IntFunction<String> bodies) {
    return exchange(
        port,
        number -> {
          String body = bodies.apply(number);
          return "POST "
              + path.apply(number)
              + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
              + contentType
              + "\r\nContent-Length: "
              + body.length()
              + "\r\n"
              + headers
              + "\r\n"
              + body;
        });
  }

  /** The same for pages. */
  static Callable<Worker> get(int port, IntFunction<String> path) {
    return exchange(
        port,
        number ->
            "GET "
                + path.apply(number)
                + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n");
  }

  private static Callable<Worker> exchange(int port, IntFunction<String> requests) {
    return () ->
        new Worker() {
          private final Socket socket = connect(port);
          private final OutputStream out = socket.getOutputStream();
          private final InputStream in = new BufferedInputStream(socket.getInputStream());

          @Override
          public boolean send(int number) throws IOException {
            out.write(requests.apply(number).getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return readAnswer(in) / 100 == 2;
          }

          @Override
          public void close() throws IOException {
            socket.close();
          }
        };
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(30_000);
    return socket;
  }

  private static int readAnswer(InputStream in) throws IOException {
    int status = Integer.parseInt(line(in).split(" ")[1]);
    long length = -1;
    boolean chunked = false;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String lower = header.toLowerCase(java.util.Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(15).strip());
      }
      chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
    }
    if (chunked) {
      for (int size = Integer.parseInt(line(in), 16);
          size > 0;
          size = Integer.parseInt(line(in), 16)) {
        in.skipNBytes(size + 2L);
      }
      line(in);
    } else if (length > 0) {
      in.skipNBytes(length);
    }
    return status;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("connection closed");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
