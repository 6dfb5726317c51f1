package io.github.tapehead.training.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The learning curve in a table that a {@link CsvListener} has written.
 *
 * @param sequences seen until each line
 * @param bits mean loss of the last 1,000 sequences at each line; NaN where there was none
 * @param reach of the curriculum at each line, from 0 to 1; NaN in a table without it
 */
public record StoredMetrics(double[] sequences, double[] bits, double[] reach) {
  private static final String REACH = "reach";

  /**
   * Reads a table.
   *
   * @throws IllegalArgumentException if it is none, or has no such columns
   * @throws IOException if the file cannot be read
   */
  public static StoredMetrics read(Path path) throws IOException {
    List<String> lines = Files.readAllLines(path);
    List<String> header = lines.isEmpty() ? List.of() : Arrays.asList(lines.getFirst().split(","));
    return new StoredMetrics(
        column(path, lines, header, "sequences"),
        column(path, lines, header, "mean_bits_last_1000"),
        header.contains(REACH)
            ? column(path, lines, header, REACH)
            : unknown(Math.max(0, lines.size() - 1)));
  }

  private static double[] unknown(int lines) {
    double[] values = new double[lines];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  /**
   * Lines at the beginning whose losses are of smaller sequences than the task's, because the
   * curriculum was still growing.
   */
  public int growing() {
    int lines = 0;
    while (lines < reach.length && reach[lines] < 1) {
      lines++;
    }
    return lines;
  }

  /** The reach in the last line; NaN without one. */
  public double lastReach() {
    return reach.length == 0 ? Double.NaN : reach[reach.length - 1];
  }

  private static double[] column(Path path, List<String> lines, List<String> header, String name) {
    int column = header.indexOf(name);
    if (column < 0) {
      throw new IllegalArgumentException(path + ": columns " + header + ", expected " + name);
    }
    double[] values = new double[lines.size() - 1];
    for (int i = 0; i < values.length; i++) {
      String line = lines.get(i + 1);
      String[] cells = line.split(",");
      try {
        values[i] = Double.parseDouble(cells[column]);
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new IllegalArgumentException(
            path + ": line " + (i + 2) + ", " + line + ", expected a number as " + name, e);
      }
    }
    return values;
  }
}
