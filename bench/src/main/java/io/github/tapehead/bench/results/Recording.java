package io.github.tapehead.bench.results;

import com.google.gson.JsonElement;
import io.github.tapehead.bench.roofline.RooflineModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of measurements. Every file may be missing; what is read of it then is empty.
 *
 * @param folder where the files are
 * @param results of JMH, {@value #RESULTS}
 * @param widths of JMH by bits of a vector, {@code width-<bits>.json}
 * @param work of the kernels by name, {@value #WORK}
 * @param roofline of the machine, {@value #ROOFLINE}
 * @param breakdowns of training steps, {@code breakdown-<work>.json}
 * @param cold runs of a fresh JVM, {@value #COLD}
 * @param host the machine, {@value #HOST}
 */
public record Recording(
    Path folder,
    List<JmhResult> results,
    Map<Integer, List<JmhResult>> widths,
    Map<String, Work> work,
    Optional<RooflineModel> roofline,
    List<Breakdown> breakdowns,
    Optional<JsonElement> cold,
    HostDescription host) {

  /** JMH's results. */
  public static final String RESULTS = "results.json";

  /** What the kernels do. */
  public static final String WORK = "work.json";

  /** The roofline. */
  public static final String ROOFLINE = "roofline.json";

  /** Cold starts. */
  public static final String COLD = "cold.json";

  /** The machine. */
  public static final String HOST = "host.txt";

  private static final Pattern WIDTH = Pattern.compile("width-(\\d+)\\.json");
  private static final Pattern BREAKDOWN = Pattern.compile("breakdown-.+\\.json");

  /**
   * Reads a folder.
   *
   * @throws IllegalArgumentException if it is no folder, or a file in it is not what it should be
   */
  public static Recording read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          folder + ": no such folder; expected one written by ./tapehead bench record");
    }
    Map<Integer, List<JmhResult>> widths = new TreeMap<>();
    List<Breakdown> breakdowns = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        Matcher width = WIDTH.matcher(name);
        if (width.matches()) {
          widths.put(Integer.valueOf(width.group(1)), JmhResults.read(file));
        } else if (BREAKDOWN.matcher(name).matches()) {
          breakdowns.add(Json.read(file, Breakdown.class));
        }
      }
    }
    Path results = folder.resolve(RESULTS);
    return new Recording(
        folder,
        Files.exists(results) ? JmhResults.read(results) : List.of(),
        widths,
        work(folder.resolve(WORK)),
        optional(folder.resolve(ROOFLINE), RooflineModel.class),
        List.copyOf(breakdowns),
        optional(folder.resolve(COLD), JsonElement.class),
        HostDescription.read(folder.resolve(HOST)));
  }

  /** The results of one benchmark class, by its name without package. */
  public List<JmhResult> of(String type) {
    return results.stream().filter(result -> result.type().equals(type)).toList();
  }

  /** The folder's own name. */
  public String name() {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }

  private static Map<String, Work> work(Path path) throws IOException {
    Map<String, Work> byName = new TreeMap<>();
    if (Files.exists(path)) {
      for (Work work : Json.read(path, Work[].class)) {
        byName.put(work.name(), work);
      }
    }
    return byName;
  }

  private static <T> Optional<T> optional(Path path, Class<T> type) throws IOException {
    return Files.exists(path) ? Optional.of(Json.read(path, type)) : Optional.empty();
  }
}
