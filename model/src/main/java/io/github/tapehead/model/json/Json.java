package io.github.tapehead.model.json;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A strict reader of JSON (RFC 8259), for the header and the metadata of weights files. Small and
 * our own, so that an embedder of the model module gets no dependency; bounded in depth, and it
 * refuses duplicate keys and halves of surrogate pairs. A value takes at most some twenty times the
 * memory of its text, whatever the text.
 *
 * <p>Values are {@code Map<String, Object>} in the order of the text, {@code List<Object>}, {@code
 * String}, {@code Long} (integers), {@code Double}, {@code Boolean} and {@code null}.
 */
public final class Json {
  private static final int MAX_DEPTH = 32;

  /** Room at first: a text of many small objects must not ask for much more than it needs. */
  private static final int FEW = 4;

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /**
   * Reads one value that makes up the whole text.
   *
   * @throws IllegalArgumentException with the position and what stands there
   */
  public static Object read(String text) {
    Json json = new Json(text);
    Object value = json.value(0);
    json.skipBlanks();
    if (json.at < text.length()) {
      throw json.error("the end");
    }
    return value;
  }

  private Object value(int depth) {
    if (depth > MAX_DEPTH) {
      throw error("nesting of at most " + MAX_DEPTH);
    }
    skipBlanks();
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> word("true", Boolean.TRUE);
      case 'f' -> word("false", Boolean.FALSE);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, Object> object(int depth) {
    expect('{');
    skipBlanks();
    if (peek() == '}') {
      at++;
      return Map.of();
    }
    Map<String, Object> object = new LinkedHashMap<>(FEW);
    while (true) {
      skipBlanks();
      int keyAt = at;
      String key = string();
      skipBlanks();
      expect(':');
      Object value = value(depth + 1);
      if (object.containsKey(key)) {
        at = keyAt;
        throw error("each key once");
      }
      object.put(key, value);
      skipBlanks();
      if (peek() != ',') {
        expect('}');
        return object;
      }
      at++;
    }
  }

  private List<Object> array(int depth) {
    expect('[');
    skipBlanks();
    if (peek() == ']') {
      at++;
      return List.of();
    }
    List<Object> array = new ArrayList<>(FEW);
    while (true) {
      array.add(value(depth + 1));
      skipBlanks();
      if (peek() != ',') {
        expect(']');
        return array;
      }
      at++;
    }
  }

  private String string() {
    int start = at;
    expect('"');
    StringBuilder out = new StringBuilder();
    while (true) {
      char c = peek();
      if (c < ' ') {
        throw error("a string without control characters, closed by \"");
      }
      at++;
      if (c == '"') {
        String string = out.toString();
        if (string.codePoints().anyMatch(Json::isHalf)) {
          at = start;
          throw error("a string of whole surrogate pairs");
        }
        return string;
      }
      out.append(c == '\\' ? escaped() : c);
    }
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private char escaped() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int code = 0;
        for (int i = 0; i < 4; i++) {
          if (!HexFormat.isHexDigit(peek())) {
            throw error("four hexadecimal digits");
          }
          code = code * 16 + HexFormat.fromHexDigit(peek());
          at++;
        }
        yield (char) code;
      }
      default -> {
        at--;
        throw error("an escape");
      }
    };
  }

  private Object word(String word, Object value) {
    if (!text.startsWith(word, at)) {
      throw error("a value");
    }
    at += word.length();
    return value;
  }

  private Number number() {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else {
      digits();
    }
    boolean integer = true;
    if (peek() == '.') {
      integer = false;
      at++;
      digits();
    }
    if (peek() == 'e' || peek() == 'E') {
      integer = false;
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits();
    }
    String number = text.substring(start, at);
    try {
      if (integer) {
        return Long.valueOf(number);
      }
      double value = Double.parseDouble(number);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Too many digits; the same error as for a number that is too large.
    }
    at = start;
    throw error("a number of 64 bits");
  }

  private void digits() {
    if (peek() < '0' || peek() > '9') {
      throw error("a value");
    }
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
  }

  private void skipBlanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  /** The next character, or 0 at the end. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void expect(char c) {
    if (peek() != c) {
      throw error("'" + c + "'");
    }
    at++;
  }

  private IllegalArgumentException error(String expected) {
    String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
    return new IllegalArgumentException(
        "JSON at character " + at + ": " + found + ", expected " + expected);
  }
}
