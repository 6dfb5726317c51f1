package io.github.tapehead.model.imports;

import io.github.tapehead.model.Layout;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.imports.Coverage.Fault;
import io.github.tapehead.model.imports.Coverage.Rectangle;
import io.github.tapehead.model.imports.TensorAxis.Span;
import io.github.tapehead.model.json.JsonObject;
import io.github.tapehead.model.json.JsonWriter;
import io.github.tapehead.model.safetensors.Safetensors;
import io.github.tapehead.model.safetensors.SafetensorsHeader;
import io.github.tapehead.model.safetensors.WeightsFormatException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A mapping file: the configuration of a network, and a table that gives each of its weights once.
 *
 * @param layout the tensors of the network
 * @param table what they are made of
 * @param ignored tensors of the source that are not used
 */
record ImportMapping(Layout layout, List<ImportEntry> table, Set<String> ignored) {
  /** The most rectangles and sources: enough for hundreds of heads, and looked at in a moment. */
  private static final int MAX_PIECES = 1 << 13;

  private static final int MAX_BYTES = SafetensorsHeader.MAX_BYTES;

  /**
   * Reads a mapping and requires that it gives every weight once. Nothing is allocated for weights.
   *
   * @throws WeightsFormatException that names the file, the entry and what is wrong
   * @throws IOException if the file cannot be read
   */
  static ImportMapping read(Path file) throws IOException {
    Safetensors.requireFile(file);
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw new WeightsFormatException(file, size + " bytes, must be at most " + MAX_BYTES);
    }
    try {
      return parse(Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new WeightsFormatException(file, "not UTF-8");
    } catch (IllegalArgumentException e) {
      throw new WeightsFormatException(file, e.getMessage());
    }
  }

  private static ImportMapping parse(String text) {
    JsonObject object = JsonObject.parse("mapping", text);
    String config =
        object.value(
            "config",
            "an object, the configuration of the network",
            value -> value instanceof Map<?, ?> map ? JsonWriter.write(map) : null);
    List<?> entries = object.value("table", "a list of entries", ImportMapping::list);
    List<?> ignore = object.value("ignore", List.of(), "a list of names", ImportMapping::list);
    object.requireAllRead();
    if (entries.size() > MAX_PIECES) {
      throw new IllegalArgumentException(
          "table: " + entries.size() + " entries, must be at most " + MAX_PIECES);
    }
    NetworkConfiguration configuration = NetworkConfiguration.fromJson(config);
    if (configuration.layers() > entries.size()) {
      throw new IllegalArgumentException(
          "config.layers: "
              + configuration.layers()
              + ", more than the "
              + entries.size()
              + " entries of the table");
    }
    Layout layout = Layout.of(configuration);
    List<ImportEntry> table = new ArrayList<>();
    long pieces = 0;
    for (Object entry : entries) {
      table.add(ImportEntry.parse(table.size(), entry, layout));
      pieces += table.getLast().pieces();
      if (pieces > MAX_PIECES) {
        throw new IllegalArgumentException(
            table.getLast().name() + ": the table has more than " + MAX_PIECES + " pieces");
      }
    }
    requireAllOnce(layout, table);
    return new ImportMapping(layout, table, names(ignore));
  }

  private static List<?> list(Object value) {
    return value instanceof List<?> list ? list : null;
  }

  private static Set<String> names(List<?> list) {
    Set<String> names = new LinkedHashSet<>();
    for (Object name : list) {
      if (!(name instanceof String text) || !names.add(text)) {
        throw new IllegalArgumentException("ignore: " + name + ", expected names, each once");
      }
    }
    return names;
  }

  private static void requireAllOnce(Layout layout, List<ImportEntry> table) {
    Map<String, List<Rectangle>> given = new LinkedHashMap<>();
    for (ImportEntry entry : table) {
      List<Rectangle> rectangles =
          given.computeIfAbsent(entry.target().name(), _ -> new ArrayList<>());
      for (Span rows : entry.rows()) {
        entry.columns().forEach(columns -> rectangles.add(new Rectangle(rows, columns)));
      }
    }
    for (Layout.Tensor tensor : layout.tensors()) {
      List<Rectangle> rectangles = given.get(tensor.name());
      if (rectangles == null) {
        throw new IllegalArgumentException(
            tensor.name() + ": not in the table, expected shape " + tensor.shape());
      }
      Fault fault = Coverage.fault(tensor.rows(), tensor.denseColumns(), rectangles, true);
      if (fault != null) {
        throw new IllegalArgumentException(
            tensor.name()
                + ": "
                + place(layout.configuration(), tensor, fault)
                + (fault.twice() ? " given twice" : " not given")
                + ", expected once");
      }
    }
  }

  private static String place(NetworkConfiguration c, Layout.Tensor tensor, Fault fault) {
    TensorAxes axes = TensorAxes.of(c, tensor);
    String columns = axes.columns().describe(fault.columns());
    return tensor.shape().size() == 1
        ? columns
        : axes.rows().describe(fault.rows()) + ", " + columns;
  }
}
