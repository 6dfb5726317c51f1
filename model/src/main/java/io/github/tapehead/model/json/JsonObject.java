package io.github.tapehead.model.json;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads the entries of a JSON object by key, with errors that name key, value and expectation. */
public final class JsonObject {
  private final String name;
  private final Map<?, ?> entries;
  private final Set<String> read = new HashSet<>();

  private JsonObject(String name, Map<?, ?> entries) {
    this.name = name;
    this.entries = entries;
  }

  /**
   * Parses a text.
   *
   * @param name how errors call the object
   * @throws IllegalArgumentException if the text is not a JSON object
   */
  public static JsonObject parse(String name, String text) {
    Object value;
    try {
      value = Json.read(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
    return of(name, value);
  }

  /**
   * An object that is parsed already.
   *
   * @param name how errors call it
   * @throws IllegalArgumentException if it is not a JSON object
   */
  public static JsonObject of(String name, Object value) {
    if (value instanceof Map<?, ?> map) {
      return new JsonObject(name, map);
    }
    throw new IllegalArgumentException(name + ": " + value + ", expected a JSON object");
  }

  /**
   * An integer.
   *
   * @throws IllegalArgumentException if the key is missing, or its value is no integer of 32 bits
   */
  public int integer(String key) {
    Object value = value(key);
    if (value instanceof Long number && number == number.intValue()) {
      return number.intValue();
    }
    throw wrong(key, value, "an integer of 32 bits");
  }

  private double number(String key) {
    if (value(key) instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(key, value(key), "a number");
  }

  /**
   * A number; the default where the key is missing.
   *
   * @throws IllegalArgumentException if the value is no number
   */
  public double number(String key, double missing) {
    read.add(key);
    return entries.containsKey(key) ? number(key) : missing;
  }

  /**
   * What a function makes of a value.
   *
   * @param expected what errors say that it takes
   * @param of gives null for a value that it does not take
   * @throws IllegalArgumentException if the key is missing, or its value is not taken
   */
  public <T> T value(String key, String expected, Function<Object, T> of) {
    Object value = value(key);
    T made = of.apply(value);
    if (made == null) {
      throw wrong(key, value, expected);
    }
    return made;
  }

  /**
   * What a function makes of a value; the default where the key is missing.
   *
   * @param expected what errors say that it takes
   * @param of gives null for a value that it does not take
   * @throws IllegalArgumentException if the value is not taken
   */
  public <T> T value(String key, T missing, String expected, Function<Object, T> of) {
    read.add(key);
    return entries.containsKey(key) ? value(key, expected, of) : missing;
  }

  /** Whether the key is there. */
  public boolean has(String key) {
    return entries.containsKey(key);
  }

  /**
   * One of some constants, by their text; the default, if not null, where the key is missing.
   *
   * @throws IllegalArgumentException if the value is none of them, or missing without a default
   */
  public <E> E choice(String key, List<E> choices, E missing) {
    read.add(key);
    if (missing != null && !entries.containsKey(key)) {
      return missing;
    }
    Object value = value(key);
    for (E choice : choices) {
      if (choice.toString().equals(value)) {
        return choice;
      }
    }
    throw wrong(key, value, "one of " + choices);
  }

  /**
   * Refuses keys that nobody asked for.
   *
   * @throws IllegalArgumentException if there is one
   */
  public void requireAllRead() {
    for (Object key : entries.keySet()) {
      if (!read.contains(key)) {
        throw new IllegalArgumentException(
            name + ": unknown key " + key + ", written by a newer version?");
      }
    }
  }

  private Object value(String key) {
    read.add(key);
    if (!entries.containsKey(key)) {
      throw new IllegalArgumentException(name + ": no key " + key);
    }
    return entries.get(key);
  }

  private IllegalArgumentException wrong(String key, Object value, String expected) {
    return new IllegalArgumentException(name + "." + key + ": " + value + ", expected " + expected);
  }
}
