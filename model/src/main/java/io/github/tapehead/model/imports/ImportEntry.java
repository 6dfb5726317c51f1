package io.github.tapehead.model.imports;

import io.github.tapehead.model.Layout;
import io.github.tapehead.model.imports.TensorAxis.Span;
import io.github.tapehead.model.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One entry of the table of an {@link ImportMapping}: which rows and columns of a tensor of the
 * network are given, and from what.
 *
 * @param name how errors call it: {@code table[3]} and the tensor
 * @param target the tensor of the network
 * @param rows its rows that are given, in the order of the sources
 * @param columns its columns, likewise
 * @param sources what is added up; none for a constant
 * @param value what is added to all of it
 * @param plus what is added to some columns
 * @param transposed whether the sources have columns for rows
 */
record ImportEntry(
    String name,
    Layout.Tensor target,
    List<Span> rows,
    List<Span> columns,
    List<ImportSource> sources,
    double value,
    List<Addend> plus,
    boolean transposed) {

  private static final String FINITE = "a number that is finite as a float32";

  /** A number that is added to some columns of the tensor. */
  record Addend(List<Span> columns, double value) {}

  /**
   * Reads an entry.
   *
   * @throws IllegalArgumentException that names the entry, what it holds and what is expected
   */
  static ImportEntry parse(int index, Object json, Layout layout) {
    String place = "table[" + index + "]";
    JsonObject object = JsonObject.of(place, json);
    String to =
        object.value("to", "the name of a tensor", value -> value instanceof String s ? s : null);
    if (!layout.has(to)) {
      throw new IllegalArgumentException(
          place
              + ".to: "
              + to
              + ", expected one of "
              + layout.tensors().stream().map(Layout.Tensor::name).toList());
    }
    String name = place + " (" + to + ")";
    Layout.Tensor target = layout.tensor(to);
    TensorAxes axes = TensorAxes.of(layout.configuration(), target);
    boolean vector = target.shape().size() == 1;
    if (vector && object.has("rows")) {
      throw new IllegalArgumentException(name + ".rows: of a vector, expected columns alone");
    }
    if (!vector && object.has("plus")) {
      throw new IllegalArgumentException(name + ".plus: of a matrix, expected a vector");
    }
    if (object.has("from") == object.has("value")) {
      throw new IllegalArgumentException(name + ": expected either from or value");
    }
    ImportEntry entry =
        new ImportEntry(
            name,
            target,
            spans(name, object, "rows", axes.rows()),
            spans(name, object, "columns", axes.columns()),
            object.has("from") ? sources(place, object) : List.of(),
            object.value("value", 0.0, FINITE, ImportEntry::number),
            plus(name, object, axes.columns()),
            object.value("transpose", false, "true or false", ImportEntry::flag));
    object.requireAllRead();
    entry.requirePlusWithin();
    return entry;
  }

  private static Double number(Object value) {
    return value instanceof Number n && Float.isFinite(n.floatValue()) ? n.doubleValue() : null;
  }

  private static Boolean flag(Object value) {
    return value instanceof Boolean flag ? flag : null;
  }

  private static List<ImportSource> sources(String place, JsonObject object) {
    Object from =
        object.value("from", "a source or a list of them", v -> List.of().equals(v) ? null : v);
    List<?> list = from instanceof List<?> several ? several : List.of(from);
    List<ImportSource> sources = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      String where = place + ".from" + (from instanceof List<?> ? "[" + i + "]" : "");
      sources.add(ImportSource.parse(where, list.get(i)));
    }
    return sources;
  }

  private static List<Span> spans(String name, JsonObject object, String key, TensorAxis axis) {
    List<String> names =
        object.value(key, List.of(), "a name or a list of names", ImportEntry::names);
    try {
      return names.isEmpty() ? axis.all() : axis.spans(names);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + "." + e.getMessage(), e);
    }
  }

  private static List<String> names(Object value) {
    List<?> list = value instanceof List<?> several ? several : List.of(value == null ? 0 : value);
    List<String> names = new ArrayList<>();
    for (Object element : list) {
      if (!(element instanceof String name)) {
        return null;
      }
      names.add(name);
    }
    return names.isEmpty() ? null : names;
  }

  private static List<Addend> plus(String name, JsonObject object, TensorAxis axis) {
    Map<?, ?> map =
        object.value(
            "plus",
            Map.of(),
            "an object with names of columns and numbers",
            value -> value instanceof Map<?, ?> m ? m : null);
    List<Addend> plus = new ArrayList<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String columns = (String) entry.getKey();
      Double value = number(entry.getValue());
      if (value == null) {
        throw new IllegalArgumentException(
            name + ".plus." + columns + ": " + entry.getValue() + ", expected " + FINITE);
      }
      try {
        plus.add(new Addend(axis.spans(List.of(columns)), value));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(name + ".plus: " + e.getMessage(), e);
      }
    }
    return plus;
  }

  /** A number that is added to a column that is not given would be lost. */
  private void requirePlusWithin() {
    for (Addend addend : plus) {
      for (Span span : addend.columns) {
        long given = columns.stream().mapToLong(c -> overlap(c, span)).sum();
        if (given < span.length()) {
          throw new IllegalArgumentException(
              name + ".plus: columns " + span + ", expected some that the entry gives");
        }
      }
    }
  }

  private static int overlap(Span a, Span b) {
    return Math.max(0, Math.min(a.end(), b.end()) - Math.max(a.first(), b.first()));
  }

  /** Rows that are given. */
  long rowCount() {
    return rows.stream().mapToLong(Span::length).sum();
  }

  /** Columns that are given. */
  long columnCount() {
    return columns.stream().mapToLong(Span::length).sum();
  }

  /** Pieces in which it has to be looked at. */
  long pieces() {
    return (long) rows.size() * columns.size() + sources.size() + plus.size();
  }
}
