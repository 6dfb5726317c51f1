package io.github.tapehead.model;

import io.github.tapehead.model.safetensors.Safetensors;
import io.github.tapehead.model.safetensors.SafetensorsHeader;
import io.github.tapehead.model.safetensors.WeightsFormatException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Compares the header of a weights file with the configuration in it. Whatever sizes that gives,
 * nothing is made of them that the tensors in the file do not justify.
 */
final class WeightsSelection implements Safetensors.Selection {
  private final Path file;
  private Layout layout;

  WeightsSelection(Path file) {
    this.file = file;
  }

  /** The layout of a file that was found to be in order. */
  Layout layout() {
    return layout;
  }

  @Override
  public Set<String> of(SafetensorsHeader header) throws WeightsFormatException {
    requireFormat(header.metadata());
    NetworkConfiguration configuration = WeightsFile.configuration(file, header.metadata());
    int tensors = header.tensors().size();
    // A layout has names and places for every layer: none for layers that are not there.
    if (configuration.layers() > tensors) {
      throw error(
          "config.layers: "
              + configuration.layers()
              + ", more than the "
              + tensors
              + " tensors of the file");
    }
    try {
      layout = Layout.of(configuration);
    } catch (IllegalArgumentException e) {
      throw error(e.getMessage());
    }
    for (String name : header.tensors().keySet()) {
      if (!layout.has(name) && !name.startsWith(WeightsFile.TRAINING)) {
        throw error(name + ": not a tensor of this configuration");
      }
    }
    Set<String> names = new LinkedHashSet<>();
    for (Layout.Tensor t : layout.tensors()) {
      Object found = header.shape(t.name());
      if (!t.shape().equals(found)) {
        String what = found == null ? ": missing" : ": shape " + found;
        throw error(t.name() + what + ", expected " + t.shape());
      }
      names.add(t.name());
    }
    return names;
  }

  private void requireFormat(Map<String, String> metadata) throws WeightsFormatException {
    String version = WeightsFile.VERSION;
    String format = metadata.getOrDefault(WeightsFile.FORMAT, version);
    if (!format.equals(version) && format.startsWith("tapehead-")) {
      throw error("format " + format + ", this version reads " + version + "; upgrade");
    }
  }

  private WeightsFormatException error(String cause) {
    return new WeightsFormatException(file, cause);
  }
}
