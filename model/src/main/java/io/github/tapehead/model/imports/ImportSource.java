package io.github.tapehead.model.imports;

import io.github.tapehead.model.imports.Coverage.Rectangle;
import io.github.tapehead.model.imports.TensorAxis.Span;
import io.github.tapehead.model.json.JsonObject;
import io.github.tapehead.model.safetensors.SafetensorsHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A tensor of the file that weights are imported from, or some rows and columns of it. Dimensions
 * of 1 do not count; a vector is a matrix of one row.
 *
 * @param where how errors call it, with its place in the mapping
 * @param tensor its name
 * @param shape the shape to give it, row by row; null for the one in the file
 * @param rows which rows, before it is transposed; null for all
 * @param columns which columns, likewise
 */
record ImportSource(String where, String tensor, List<Integer> shape, Span rows, Span columns) {

  /**
   * Where the values of a block are in the source.
   *
   * @param tensor the source's name
   * @param rows of the whole source
   * @param columns of the whole source
   * @param taken what is taken of it
   * @param first where the block's first value is
   * @param rowStep from row to row of the block
   * @param columnStep from column to column of the block
   */
  record Place(
      String tensor,
      int rows,
      int columns,
      Rectangle taken,
      int first,
      int rowStep,
      int columnStep) {}

  /**
   * Reads a name, or an object with {@code tensor}, {@code shape}, {@code rows}, {@code columns}.
   *
   * @throws IllegalArgumentException that names what is wrong
   */
  static ImportSource parse(String where, Object json) {
    if (json instanceof String name) {
      return new ImportSource(where, name, null, null, null);
    }
    if (!(json instanceof Map<?, ?>)) {
      throw new IllegalArgumentException(
          where + ": " + json + ", expected the name of a tensor, or an object with it");
    }
    JsonObject object = JsonObject.of(where, json);
    String range = "a range such as 0:20";
    ImportSource source =
        new ImportSource(
            where,
            object.value("tensor", "a name", value -> value instanceof String name ? name : null),
            object.value("shape", null, "one or two sizes of 1 or more", ImportSource::shape),
            object.value("rows", null, range, ImportSource::range),
            object.value("columns", null, range, ImportSource::range));
    object.requireAllRead();
    return source;
  }

  private static Span range(Object value) {
    return value instanceof String text ? Span.parse(text) : null;
  }

  private static List<Integer> shape(Object value) {
    List<Integer> shape = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object size : list) {
        if (!(size instanceof Long number) || number < 1 || number > Integer.MAX_VALUE) {
          return null;
        }
        shape.add(number.intValue());
      }
    }
    return shape.isEmpty() || shape.size() > 2 ? null : shape;
  }

  /**
   * Finds a block of so many rows and columns in the source.
   *
   * @param header of the source's file
   * @throws IllegalArgumentException if the tensor is not there or has another size
   */
  Place place(SafetensorsHeader header, long blockRows, long blockColumns, boolean transposed) {
    SafetensorsHeader.Tensor found = header.tensors().get(tensor);
    if (found == null) {
      throw error("missing in the source");
    }
    List<Integer> sizes = shape == null ? found.shape() : shape;
    if (shape != null && count(shape) != found.floats()) {
      throw error("shape " + found.shape() + " in the source, cannot become " + shape);
    }
    List<Integer> matrix = sizes.stream().filter(size -> size != 1).toList();
    if (matrix.size() > 2) {
      throw error("shape " + sizes + ", expected two dimensions at most; give it a shape");
    }
    int allRows = matrix.size() == 2 ? matrix.get(0) : 1;
    int allColumns = matrix.isEmpty() ? 1 : matrix.getLast();
    Span r = part("rows", rows, allRows);
    Span c = part("columns", columns, allColumns);
    int rowStep = allColumns;
    int columnStep = 1;
    boolean fits;
    if ((blockRows == 1 || blockColumns == 1) && (r.length() == 1 || c.length() == 1)) {
      fits = blockRows * blockColumns == (long) r.length() * c.length();
      int step = c.length() == 1 ? allColumns : 1;
      rowStep = step;
      columnStep = step;
    } else if (transposed) {
      fits = blockRows == c.length() && blockColumns == r.length();
      rowStep = 1;
      columnStep = allColumns;
    } else {
      fits = blockRows == r.length() && blockColumns == c.length();
    }
    if (!fits) {
      boolean turned = !transposed && blockRows == c.length() && blockColumns == r.length();
      throw error(
          "%d × %d%s, expected %d × %d%s"
              .formatted(
                  r.length(),
                  c.length(),
                  transposed ? " before it is transposed" : "",
                  transposed ? blockColumns : blockRows,
                  transposed ? blockRows : blockColumns,
                  turned ? "; it fits with transpose" : ""));
    }
    int first = r.first() * allColumns + c.first();
    return new Place(tensor, allRows, allColumns, new Rectangle(r, c), first, rowStep, columnStep);
  }

  private Span part(String what, Span part, int size) {
    if (size == 0) {
      throw error("is empty");
    }
    if (part != null && part.end() > size) {
      throw error(what + " " + part + ", expected a range within 0:" + size);
    }
    return part == null ? new Span(0, size) : part;
  }

  private static long count(List<Integer> shape) {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
  }

  private IllegalArgumentException error(String cause) {
    return new IllegalArgumentException(where + ": " + tensor + ": " + cause);
  }
}
