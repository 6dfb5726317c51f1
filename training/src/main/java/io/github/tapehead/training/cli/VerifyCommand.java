package io.github.tapehead.training.cli;

import io.github.tapehead.training.report.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapehead verify}: compares this implementation with fixtures of others. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Runs fixtures that another implementation has made, and compares loss, outputs, states and"
          + " gradients.",
      "A fixture is a safetensors file with the metadata key config, the tensors x [T,B,I],"
          + " y [L,B,O] and param.*, and whatever is to be compared: loss, logits, output, h, reads,"
          + " w_write, w_read, memory_final, c_final, grad.*."
    },
    footer = {
      "",
      "Tolerances: loss 1e-6 of its value; gradients 1e-4, all else 1e-5, of the tensor's largest"
          + " entry.",
      "Exit code: 0 all within tolerance; 1 some beyond; 2 bad input."
    })
final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FIXTURE", arity = "1..*", description = "Fixtures to verify.")
  private List<Path> paths;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    boolean passes = true;
    for (Path path : paths) {
      FixtureCheck.Outcome outcome = check(path);
      print(out, path, outcome);
      passes &= outcome.passes();
    }
    return passes ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static FixtureCheck.Outcome check(Path path) throws IOException {
    try (Fixture fixture = new Fixture(path)) {
      fixture.run();
      return FixtureCheck.of(fixture);
    }
  }

  private static void print(PrintWriter out, Path path, FixtureCheck.Outcome outcome) {
    out.println(path + ": " + (outcome.passes() ? "within tolerance" : "BEYOND TOLERANCE"));
    Table table = new Table(1, "tensor", "largest deviation", "tolerance", "");
    for (Deviation deviation : outcome.deviations()) {
      if (deviation.compared()) {
        String largest = format(deviation.largest());
        String verdict = deviation.passes() ? "ok" : "BEYOND";
        table.add(deviation.name(), largest, format(deviation.tolerance()), verdict);
      } else {
        table.add(deviation.name(), "-", "-", "not in the file");
      }
    }
    outcome.unknown().forEach(name -> table.add(name, "-", "-", "not compared"));
    out.println(table.text());
    out.flush();
  }

  private static String format(double value) {
    return String.format(Locale.ROOT, "%.2e", value);
  }
}
