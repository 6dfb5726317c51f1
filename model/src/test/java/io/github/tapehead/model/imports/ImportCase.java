package io.github.tapehead.model.imports;

import io.github.tapehead.model.Layout;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.ParameterShapes;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.model.safetensors.Safetensors;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A mapping and a source in a folder. At first the source holds the tensors of the network under
 * their own names, every number another, and the mapping takes them as they are.
 */
final class ImportCase {
  final Path mapping;
  final Path source;
  final SequencedMap<String, Safetensors.Entry> tensors = new LinkedHashMap<>();
  private final NetworkConfiguration configuration;
  private final Map<String, List<String>> table = new LinkedHashMap<>();
  private String more = "";
  private int drawn;

  ImportCase(Path folder, NetworkConfiguration configuration) {
    mapping = folder.resolve("mapping.json");
    source = folder.resolve("source.safetensors");
    this.configuration = configuration;
    ParameterShapes.of(configuration)
        .forEach((name, shape) -> {
          tensor(name, shape.toArray(Integer[]::new));
          entries(name, "\"from\": \"" + name + "\"");
        });
  }

  /** Puts a tensor into the source; gives its numbers. */
  float[] tensor(String name, Integer... shape) {
    float[] values = new float[ParameterShapes.size(List.of(shape))];
    for (int i = 0; i < values.length; i++) {
      values[i] = ++drawn / 4096f;
    }
    tensors.put(name, new Safetensors.Entry(List.of(shape), values));
    return values;
  }

  /** Gives a tensor of the network by other entries, without its own source. */
  ImportCase instead(String target, String... entries) {
    tensors.remove(target);
    return entries(target, entries);
  }

  private ImportCase entries(String target, String... entries) {
    List<String> all = new ArrayList<>();
    for (String entry : entries) {
      all.add("{\"to\": \"" + target + "\", " + entry.replace('\'', '"') + "}");
    }
    table.put(target, all);
    return this;
  }

  /** Puts something behind the table. */
  ImportCase more(String text) {
    more = ", " + text.replace('\'', '"');
    return this;
  }

  String text() {
    String entries = String.join(",\n", table.values().stream().flatMap(List::stream).toList());
    return "{\"config\": "
        + configuration.toJson()
        + ",\n\"table\": ["
        + entries
        + "]"
        + more
        + "}";
  }

  /** Writes both files and imports. */
  Map<String, float[]> read() throws IOException {
    return read(text());
  }

  /** The same with another text of the mapping. */
  Map<String, float[]> read(String text) throws IOException {
    Files.writeString(mapping, text);
    Safetensors.write(source, Map.of(), tensors);
    try (Arena arena = Arena.ofConfined()) {
      Parameters parameters = WeightsImport.read(mapping, source, arena).parameters();
      Map<String, float[]> read = new LinkedHashMap<>();
      for (Layout.Tensor t : parameters.layout().tensors()) {
        read.put(t.name(), parameters.get(t.name()));
      }
      return read;
    }
  }
}
