package nl.voorkeur.preference.rest;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The two bodies of RFC 8058 s. 3.2 as mail providers write them, and nothing else (U3, U9). */
class OneClickBodyTest {

  private static final String FORM = "application/x-www-form-urlencoded";

  @ParameterizedTest
  @ValueSource(
      strings = {
        FORM,
        "application/x-www-form-urlencoded; charset=UTF-8",
        "application/x-www-form-urlencoded;charset=\"utf-8\"",
        "Application/X-WWW-Form-Urlencoded"
      })
  void takesAFormInAnyCharset(String type) {
    assertTrue(is(type, "List-Unsubscribe=One-Click"));
    assertTrue(is(type, "List-Unsubscribe=One-Click\r\n"));
    assertTrue(is(type, "List%2DUnsubscribe=One%2dClick"));
  }

  @Test
  void takesAFormThatDoesNotSayWhatItIs() {
    assertTrue(is(null, "List-Unsubscribe=One-Click"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "List-Unsubscribe",
        "List-Unsubscribe=",
        "List-Unsubscribe=one-click",
        "list-unsubscribe=One-Click",
        "List-Unsubscribe=One-Click&x=y",
        "x=y&List-Unsubscribe=One-Click",
        "List-Unsubscribe=One-Click&List-Unsubscribe=One-Click",
        "List-Unsubscribe=One-Click=",
        "List-Unsubscribe=One-Click%00",
        "{\"List-Unsubscribe\":\"One-Click\"}"
      })
  void refusesAnyOtherForm(String body) {
    assertFalse(is(FORM, body));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/plain", "text/html", "multipart/mixed", ""})
  void refusesAnyOtherType(String type) {
    assertFalse(is(type, "List-Unsubscribe=One-Click"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "multipart/form-data; boundary=abc | abc",
        "multipart/form-data; boundary=\"abc\" | abc",
        "multipart/form-data; boundary=\"a b(c):d?e\" | a b(c):d?e",
        "multipart/form-data; charset=utf-8; boundary=abc | abc",
        "multipart/form-data; boundary=abc; charset=utf-8 | abc",
        "Multipart/Form-Data; BOUNDARY=abc | abc",
        "multipart/form-data;boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW | ----WebKitFormBoundary7MA4YWxkTrZu0gW"
      })
  void takesAMultipartWithAnyBoundary(String type, String boundary) {
    assertTrue(
        is(type, part(boundary, "Content-Disposition: form-data; name=\"List-Unsubscribe\"\r\n")));
    assertTrue(
        is(type, part(boundary, "content-disposition: form-data; name=List-Unsubscribe\r\n")));
    assertTrue(
        is(
            type,
            part(
                boundary,
                "Content-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n")));
    assertTrue(
        is(
            type,
            part(
                boundary,
                "Content-Disposition: form-data; name=\"List-Unsubscribe\"\r\nContent-Length: 9\r\n")));
    assertTrue(
        is(
            type,
            part(boundary, "Content-Disposition: form-data; name=\"List-Unsubscribe\"\r\n")
                .replace("\r\n", "\n")),
        "bare line feeds");
    assertTrue(
        is(
            type,
            part(boundary, "Content-Disposition: form-data; name=\"List-Unsubscribe\"\r\n")
                .stripTrailing()),
        "no line end after the last boundary");
  }

  @Test
  void refusesAMultipartThatSaysSomethingElse() {
    String type = "multipart/form-data; boundary=abc";
    String field = "Content-Disposition: form-data; name=\"List-Unsubscribe\"\r\n";
    assertFalse(is(type, part("abd", field)), "another boundary");
    assertFalse(is(type, part("abc", field).replace("One-Click", "Two-Click")));
    assertFalse(is(type, part("abc", field.replace("List-", "Lost-"))));
    assertFalse(is(type, part("abc", "")), "no name");
    assertFalse(is(type, part("abc", "X: " + field)), "a header that only holds it");
    assertFalse(is(type, part("abc", field).replace("--abc--", "--abc")), "not ended");
    assertFalse(
        is(type, part("abc", field).replace("--abc--", part("abc", field).stripTrailing())),
        "twice");
    assertFalse(is(type, "List-Unsubscribe=One-Click"));
    assertFalse(is("multipart/form-data", part("abc", field)), "no boundary named");
    assertFalse(is(type, ""));
  }

  @Test
  void readsOnlySoMuch() {
    assertFalse(is(FORM, "List-Unsubscribe=One-Click" + " ".repeat(OneClickBody.MOST_BYTES)));
  }

  private static String part(String boundary, String headers) {
    return "--" + boundary + "\r\n" + headers + "\r\nOne-Click\r\n--" + boundary + "--\r\n";
  }

  private static boolean is(String type, String body) {
    return OneClickBody.isOneClick(type, body.getBytes(StandardCharsets.UTF_8));
  }
}
