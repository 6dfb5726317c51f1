package io.github.tapehead.model.imports;

import io.github.tapehead.model.Layout;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.model.imports.ImportEntry.Addend;
import io.github.tapehead.model.imports.ImportSource.Place;
import io.github.tapehead.model.imports.TensorAxis.Span;
import io.github.tapehead.model.safetensors.Safetensors;
import io.github.tapehead.model.safetensors.WeightsFormatException;
import java.io.IOException;
import java.lang.foreign.SegmentAllocator;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights that were trained elsewhere, in a safetensors file of float32 with the names and shapes
 * of another program. A mapping, a small JSON file, says which network they are and where each of
 * them belongs; {@code docs/import.md} describes it.
 *
 * <p>A number that is moved keeps its bits. Sums are computed in double precision and rounded once.
 */
public final class WeightsImport {
  private WeightsImport() {}

  /**
   * Reads weights by a mapping. It must give every weight of the network exactly once, and use
   * every number of the source or ignore its tensor by name. That and all shapes are checked before
   * anything is allocated for weights.
   *
   * @param mapping the mapping file
   * @param source a safetensors file
   * @param allocator gives the memory of the parameters
   * @return configuration, parameters, and the metadata of a weights file with them
   * @throws WeightsFormatException that names the file, the entry or tensor, and what is expected
   * @throws IOException if a file cannot be read
   */
  public static WeightsFile read(Path mapping, Path source, SegmentAllocator allocator)
      throws IOException {
    ImportMapping read = ImportMapping.read(mapping);
    ImportPlan plan = new ImportPlan(mapping, read);
    Safetensors tensors = Safetensors.read(source, plan);
    Map<String, float[]> sources = new LinkedHashMap<>();
    for (String name : tensors.names()) {
      sources.put(name, tensors.finite(name));
    }
    Layout layout = read.layout();
    Parameters parameters = new Parameters(layout, allocator);
    for (Layout.Tensor target : layout.tensors()) {
      float[] values = new float[target.rows() * target.denseColumns()];
      for (int i = 0; i < read.table().size(); i++) {
        ImportEntry entry = read.table().get(i);
        if (entry.target().equals(target)) {
          new Filling(mapping, values, entry, plan.places().get(i), sources).fill();
        }
      }
      parameters.set(target.name(), values);
    }
    NetworkConfiguration c = layout.configuration();
    return new WeightsFile(c, parameters, WeightsFile.metadata(c));
  }

  /** What one entry does to one tensor. */
  private static final class Filling {
    private final Path file;
    private final float[] out;
    private final ImportEntry entry;
    private final List<Place> places;
    private final float[][] values;
    private final double[] plus;

    Filling(
        Path file,
        float[] out,
        ImportEntry entry,
        List<Place> places,
        Map<String, float[]> sources) {
      this.file = file;
      this.out = out;
      this.entry = entry;
      this.places = places;
      values = places.stream().map(place -> sources.get(place.tensor())).toArray(float[][]::new);
      plus = entry.plus().isEmpty() ? null : new double[entry.target().denseColumns()];
      for (Addend addend : entry.plus()) {
        for (Span span : addend.columns()) {
          for (int c = span.first(); c < span.end(); c++) {
            plus[c] += addend.value();
          }
        }
      }
    }

    void fill() throws WeightsFormatException {
      int row = 0;
      for (Span rows : entry.rows()) {
        for (int r = rows.first(); r < rows.end(); r++) {
          fill(r, row++);
        }
      }
    }

    /** Fills a row of the tensor from a row of the sources. */
    private void fill(int to, int from) throws WeightsFormatException {
      int columns = entry.target().denseColumns();
      int column = 0;
      for (Span span : entry.columns()) {
        for (int c = span.first(); c < span.end(); c++) {
          double value = source(from, column++);
          if (plus != null) {
            value += plus[c];
          }
          float made = (float) value;
          if (!Float.isFinite(made)) {
            throw new WeightsFormatException(
                file,
                "%s: %s from %s at row %d, column %d, expected a finite number"
                    .formatted(entry.name(), made, value, to, c));
          }
          out[to * columns + c] = made;
        }
      }
    }

    private double source(int row, int column) {
      double sum = entry.value();
      for (int i = 0; i < values.length; i++) {
        Place place = places.get(i);
        int at = place.first() + row * place.rowStep() + column * place.columnStep();
        // The first one is not added to anything: 0 + −0 would be 0.
        sum = i == 0 ? values[i][at] : sum + values[i][at];
      }
      return sum;
    }
  }
}
