package nl.voorkeur;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the mails that the catcher took, newest first. */
public final class CaughtMails {

  private static final Pattern ID = Pattern.compile("\\{\"id\":(\\d+),");
  private static final Pattern TOTAL = Pattern.compile("\\{\"total\":(\\d+),");
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI catcher;

  CaughtMails(URI catcher) {
    this.catcher = catcher;
  }

  /** Where the page of the catcher is, without a slash at the end. */
  public String url() {
    return catcher.toString();
  }

  /** Waits until a mail with these words in its subject or addresses is there; the newest. */
  public MimeMessage await(String words) {
    return await(words, 1).get(0);
  }

  /** Waits until at least so many are there, and answers the newest so many, newest first. */
  public List<MimeMessage> await(String words, int count) {
    String list = list(words, count, count, LIMIT);
    if (total(list) < count) {
      throw new AssertionError(
          total(list) + " mails instead of " + count + " within " + LIMIT.toSeconds() + " s");
    }
    return ids(list).map(this::message).toList();
  }

  /** How many mails with these words are there now. */
  public int count(String words) {
    return total(list(words, 1, 0, Duration.ZERO));
  }

  /** The mails with these words that are there now, at most a thousand, newest first. */
  public List<MimeMessage> all(String words) {
    return ids(list(words, 1000, 0, Duration.ZERO)).map(this::message).toList();
  }

  private String list(String words, int size, int least, Duration wait) {
    return new String(
        get(
            "/api/messages?q="
                + URLEncoder.encode(words, StandardCharsets.UTF_8)
                + "&size="
                + size
                + "&least="
                + least
                + "&wait="
                + wait.toSeconds()),
        StandardCharsets.UTF_8);
  }

  private static int total(String list) {
    Matcher total = TOTAL.matcher(list);
    if (!total.find()) {
      throw new IllegalStateException("not a list of mails");
    }
    return Integer.parseInt(total.group(1));
  }

  private static Stream<Long> ids(String list) {
    return ID.matcher(list).results().map(result -> Long.valueOf(result.group(1)));
  }

  private MimeMessage message(long id) {
    try {
      return new MimeMessage(
          Session.getInstance(new Properties()), new ByteArrayInputStream(raw(id)));
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The bytes of one mail, as they came in. */
  public byte[] raw(long id) {
    return get("/api/messages/" + id + "/raw");
  }

  private byte[] get(String path) {
    try {
      HttpResponse<byte[]> response =
          client.send(
              HttpRequest.newBuilder(catcher.resolve(path)).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new IllegalStateException("the catcher answered " + response.statusCode());
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
