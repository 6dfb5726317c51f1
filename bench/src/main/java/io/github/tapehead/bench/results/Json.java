package io.github.tapehead.bench.results;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of JSON, with errors that name the file. */
public final class Json {
  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

  private Json() {}

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it is not there or is not what is expected
   */
  public static <T> T read(Path path, Class<T> type) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new IllegalArgumentException(
          path.getFileName()
              + ": not found in "
              + path.toAbsolutePath().getParent().getFileName()
              + "; expected a folder written by ./tapehead bench record");
    }
    return parse(path.getFileName().toString(), Files.readString(path), type);
  }

  /**
   * Parses a text.
   *
   * @param name what the text is, for errors
   */
  public static <T> T parse(String name, String text, Class<T> type) {
    try {
      T value = GSON.fromJson(text, type);
      if (value == null) {
        throw new IllegalArgumentException(name + ": empty, expected JSON");
      }
      return value;
    } catch (JsonParseException e) {
      throw new IllegalArgumentException(name + ": not the JSON expected: " + e.getMessage(), e);
    }
  }

  /** Writes a file, indented; one of that name is replaced. */
  public static void write(Path path, Object value) throws IOException {
    Files.writeString(path, GSON.toJson(value) + "\n");
  }
}
