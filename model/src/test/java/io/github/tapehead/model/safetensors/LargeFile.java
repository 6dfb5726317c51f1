package io.github.tapehead.model.safetensors;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Writes a file of one megabyte; prints what went wrong. */
final class LargeFile {
  private LargeFile() {}

  public static void main(String[] arguments) {
    SequencedMap<String, Safetensors.Entry> entries = new LinkedHashMap<>();
    entries.put("a", new Safetensors.Entry(List.of(1 << 18), new float[1 << 18]));
    try {
      Safetensors.write(Path.of(arguments[0]), Map.of(), entries);
      System.out.println("written");
    } catch (IOException e) {
      System.out.println(e);
    }
  }
}
