package io.github.tapehead.bench.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The machine and the JVM of a recording, as lines of {@code key: value}.
 *
 * @param facts values by key, in the order of the file
 */
public record HostDescription(Map<String, String> facts) {
  /** What must agree for two recordings to be compared. */
  private static final List<String> COMPARED =
      List.of("CPU", "Family", "Cores", "L1d cache", "L2 cache", "L3 cache", "JDK", "Species");

  /** Reads a file; without one there are no facts. */
  public static HostDescription read(Path path) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    if (Files.exists(path)) {
      for (String line : Files.readAllLines(path)) {
        int colon = line.indexOf(':');
        if (colon > 0) {
          facts.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
      }
    }
    return new HostDescription(facts);
  }

  /** Writes a file, values below one another. */
  public void write(Path path) throws IOException {
    int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0) + 2;
    StringBuilder text = new StringBuilder();
    facts.forEach((key, value) ->
        text.append(key)
            .append(':')
            .append(" ".repeat(width - 1 - key.length()))
            .append(value)
            .append('\n'));
    Files.writeString(path, text);
  }

  /**
   * The facts of a folder into which more is measured now: those of its first part stay, and what
   * is different now is set behind it.
   */
  public HostDescription extendedBy(HostDescription now) {
    Map<String, String> both = new LinkedHashMap<>(facts);
    now.facts.forEach((key, value) ->
        both.merge(
            key,
            value,
            (before, after) ->
                List.of(before.split("; ")).contains(after) ? before : before + "; " + after));
    return new HostDescription(both);
  }

  /** A fact; a dash when the file does not have it. */
  public String fact(String key) {
    return facts.getOrDefault(key, "-");
  }

  /** How another host differs in what matters for speed, one line each. */
  public List<String> differences(HostDescription other) {
    List<String> differences = new ArrayList<>();
    for (String key : COMPARED) {
      if (!Objects.equals(facts.get(key), other.facts.get(key))) {
        differences.add(key + ": " + fact(key) + " / " + other.fact(key));
      }
    }
    return differences;
  }
}
