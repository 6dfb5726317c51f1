package io.github.tapehead.bench.report;

import io.github.tapehead.bench.results.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What other programs take for the same work, measured on another machine.
 *
 * @param host that machine
 * @param stepMilliseconds one training step, by work and program
 * @param inferenceMicroseconds one inference step at batch 1, by program
 */
public record Peers(
    String host,
    Map<String, Map<String, Double>> stepMilliseconds,
    Map<String, Double> inferenceMicroseconds) {

  private static final String FILE = "peers.json";

  /** The figures that are shipped. */
  public static Peers load() throws IOException {
    try (InputStream in = Peers.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IOException(FILE + ": not found on the class path");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Json.parse(FILE, text, Peers.class);
    }
  }

  /** The programs that have figures for training steps. */
  List<String> programs() {
    return stepMilliseconds.values().stream()
        .flatMap(byProgram -> byProgram.keySet().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** A step in milliseconds, or NaN where there is no figure. */
  double step(String work, String program) {
    return stepMilliseconds.getOrDefault(work, Map.of()).getOrDefault(program, Double.NaN);
  }
}
