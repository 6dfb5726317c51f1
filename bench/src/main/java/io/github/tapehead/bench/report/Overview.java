package io.github.tapehead.bench.report;

import io.github.tapehead.bench.results.Recording;
import io.github.tapehead.bench.roofline.RooflineModel;
import io.github.tapehead.training.report.Table;
import java.util.List;

/** The main tables of a recording in plain text, for a terminal. */
public final class Overview {
  private Overview() {}

  /** All tables that have a row, blank lines between them. */
  public static String of(Recording recording) {
    StringBuilder text = new StringBuilder();
    recording.roofline().ifPresent(roofline -> text.append(machine(roofline)));
    List<Table> tables =
        List.of(
            StepTables.training(recording),
            StepTables.inference(recording),
            KernelTables.kernels(recording),
            KernelTables.rivals(recording));
    for (Table table : tables) {
      if (!table.isEmpty()) {
        text.append('\n').append(table.text());
      }
    }
    List<String> allocating = KernelTables.allocating(recording);
    if (!allocating.isEmpty()) {
      text.append("\nallocated, so not compiled when measured: ")
          .append(String.join(", ", allocating))
          .append('\n');
    }
    return text.toString();
  }

  private static String machine(RooflineModel roofline) {
    return "\npeak: %s GFLOP/s with one thread, %s with %d (%d bits)%n%n%s"
        .formatted(
            Numbers.digits(roofline.peak().median()),
            Numbers.digits(roofline.peakAllThreads().median()),
            roofline.threads(),
            roofline.vectorBits(),
            DetailTables.roofline(roofline).text());
  }
}
