package io.github.tapehead.model.imports;

import io.github.tapehead.model.imports.Coverage.Fault;
import io.github.tapehead.model.imports.Coverage.Rectangle;
import io.github.tapehead.model.imports.ImportSource.Place;
import io.github.tapehead.model.safetensors.Safetensors;
import io.github.tapehead.model.safetensors.SafetensorsHeader;
import io.github.tapehead.model.safetensors.WeightsFormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares an {@link ImportMapping} with the header of the file that weights come from. Errors name
 * the mapping, for there they can be mended.
 */
final class ImportPlan implements Safetensors.Selection {
  private final Path file;
  private final ImportMapping mapping;
  private final List<List<Place>> places = new ArrayList<>();

  /** A plan for a mapping that was read from a file. */
  ImportPlan(Path file, ImportMapping mapping) {
    this.file = file;
    this.mapping = mapping;
  }

  /** Where the sources of each entry are, as the header said, in the order of the table. */
  List<List<Place>> places() {
    return places;
  }

  /** Finds every source by the header of its file, and names the tensors to be read. */
  @Override
  public Set<String> of(SafetensorsHeader header) throws WeightsFormatException {
    Map<String, List<Place>> uses = new LinkedHashMap<>();
    try {
      for (ImportEntry entry : mapping.table()) {
        List<Place> found = new ArrayList<>();
        for (ImportSource source : entry.sources()) {
          Place place =
              source.place(header, entry.rowCount(), entry.columnCount(), entry.transposed());
          uses.computeIfAbsent(place.tensor(), _ -> new ArrayList<>()).add(place);
          found.add(place);
        }
        places.add(found);
      }
      uses.forEach(ImportPlan::requireAllUsed);
      requireAllKnown(header, uses.keySet());
      requireRoom();
    } catch (IllegalArgumentException e) {
      throw new WeightsFormatException(file, e.getMessage());
    }
    return uses.keySet();
  }

  private static void requireAllUsed(String tensor, List<Place> uses) {
    Place first = uses.getFirst();
    List<Rectangle> taken = new ArrayList<>();
    for (Place use : uses) {
      if (use.rows() != first.rows() || use.columns() != first.columns()) {
        throw new IllegalArgumentException(
            "source %s: used as %d × %d and as %d × %d, expected one shape"
                .formatted(tensor, first.rows(), first.columns(), use.rows(), use.columns()));
      }
      taken.add(use.taken());
    }
    Fault fault = Coverage.fault(first.rows(), first.columns(), taken, false);
    if (fault != null) {
      throw new IllegalArgumentException(
          "source %s: rows %s, columns %s not used, expected all of %d × %d"
              .formatted(tensor, fault.rows(), fault.columns(), first.rows(), first.columns()));
    }
  }

  private void requireAllKnown(SafetensorsHeader header, Set<String> used) {
    for (String name : mapping.ignored()) {
      if (used.contains(name) || !header.tensors().containsKey(name)) {
        throw new IllegalArgumentException(
            "ignore: " + name + (used.contains(name) ? ", but the table uses it" : ", not there"));
      }
    }
    for (String name : header.tensors().keySet()) {
      if (!used.contains(name) && !mapping.ignored().contains(name)) {
        throw new IllegalArgumentException(
            "source " + name + ": not used, expected in the table or under ignore");
      }
    }
  }

  /** Constants need no source, so a small file could ask for much. */
  private void requireRoom() {
    long bytes = (long) mapping.layout().floats() * Float.BYTES;
    long most = Runtime.getRuntime().maxMemory();
    if (bytes > most) {
      throw new IllegalArgumentException(
          "weights of " + bytes + " bytes, more than the heap of " + most + " has room for");
    }
  }
}
