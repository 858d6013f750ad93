package nl.voorkeur.mailing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nl.voorkeur.kernel.EmailAddress;
import nl.voorkeur.platform.mail.SigningKey;

/**
 * A message of which all is written but what differs between recipients: bytes with places between
 * them. Made once for a mailing and a language; filling it in costs microseconds, where building a
 * message costs hundreds.
 */
final class MessageForm {

  private static final byte[] GAP = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Letterhead head;
  private final List<SigningKey> keys;
  private final Pieces header;
  private final Pieces body;

  private MessageForm(Letterhead head, List<SigningKey> keys, Pieces header, Pieces body) {
    this.head = head;
    this.keys = keys;
    this.header = header;
    this.body = body;
  }

  /**
   * What one message has of its own.
   *
   * @param messageId without angle brackets; the same at every attempt
   */
  record Personal(
      EmailAddress to, String messageId, Instant date, Map<MergeField, String> values) {}

  /** What stands at a place, as the bytes that leave. */
  @FunctionalInterface
  interface Place {
    byte[] of(Personal person);
  }

  /** A message without its signature; both parts have CRLF line ends. */
  record Filled(byte[] header, byte[] body) {}

  Letterhead head() {
    return head;
  }

  /** What signs it. */
  List<SigningKey> keys() {
    return keys;
  }

  /** The message to one recipient; the header ends with the empty line. */
  Filled fill(Personal person) {
    return new Filled(header.fill(person), body.fill(person));
  }

  /**
   * @param length of the literals together
   */
  private record Pieces(List<byte[]> literals, List<Place> places, int length) {

    Pieces(List<byte[]> literals, List<Place> places) {
      this(literals, places, literals.stream().mapToInt(literal -> literal.length).sum());
    }

    byte[] fill(Personal person) {
      byte[][] values = new byte[places.size()][];
      int size = length;
      for (int i = 0; i < values.length; i++) {
        values[i] = places.get(i).of(person);
        size += values[i].length;
      }
      ByteBuffer whole = ByteBuffer.allocate(size).put(literals.get(0));
      for (int i = 0; i < values.length; i++) {
        whole.put(values[i]).put(literals.get(i + 1));
      }
      return whole.array();
    }
  }

  /** The places of one form, each a word that stands for it while the message is written. */
  static final class Marks {

    private final String prefix;
    private final List<Place> places = new ArrayList<>();

    /**
     * @param prefix letters only; no other word of the message may begin with it
     */
    Marks(String prefix) {
      this.prefix = prefix;
    }

    String add(Place place) {
      places.add(place);
      return prefix + (places.size() - 1) + "z";
    }

    /** The form cut from the whole message; nothing when a mark occurs in its text as well. */
    Optional<MessageForm> cut(byte[] message, Letterhead head, List<SigningKey> keys) {
      String text = new String(message, StandardCharsets.ISO_8859_1);
      int gap = text.indexOf(new String(GAP, StandardCharsets.US_ASCII)) + GAP.length;
      Pieces header = cut(text.substring(0, gap));
      Pieces body = cut(text.substring(gap));
      List<Place> found = new ArrayList<>(header.places());
      found.addAll(body.places());
      return found.size() == places.size() && found.containsAll(places)
          ? Optional.of(new MessageForm(head, keys, header, body))
          : Optional.empty();
    }

    private Pieces cut(String text) {
      List<byte[]> literals = new ArrayList<>();
      List<Place> found = new ArrayList<>();
      Matcher matcher = Pattern.compile(prefix + "(\\d{1,4})z").matcher(text);
      int from = 0;
      while (matcher.find()) {
        int index = Integer.parseInt(matcher.group(1));
        if (index < places.size()) {
          literals.add(text.substring(from, matcher.start()).getBytes(StandardCharsets.ISO_8859_1));
          found.add(places.get(index));
          from = matcher.end();
        }
      }
      literals.add(text.substring(from).getBytes(StandardCharsets.ISO_8859_1));
      return new Pieces(literals, found);
    }
  }
}
