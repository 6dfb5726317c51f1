package io.github.tapehead.bench.cli;

import io.github.tapehead.bench.compare.Comparison;
import io.github.tapehead.bench.results.Recording;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapehead bench compare}: tells whether anything has become slower. */
@Command(
    name = "compare",
    description =
        "Tells what has become slower between two recordings of one machine. A benchmark has regressed"
            + " when the whole 95 %% interval of its slowdown lies beyond the threshold; the exit code"
            + " is then 1.")
final class CompareCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "OLD", description = "The folder to compare with.")
  private Path before;

  @Parameters(index = "1", paramLabel = "NEW", description = "The folder to judge.")
  private Path after;

  @Option(
      names = "--threshold",
      defaultValue = "1.1",
      description = "The slowdown that is let pass, by default ${DEFAULT-VALUE}.")
  private double threshold;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Comparison comparison = Comparison.of(read(before), read(after), threshold);
    PrintWriter out = spec.commandLine().getOut();
    comparison.warnings().forEach(warning -> out.println("warning: " + warning));
    if (!comparison.rows().isEmpty()) {
      out.print(comparison.table().text());
    }
    comparison.onlyOld().forEach(label -> out.println("only in the old one: " + label));
    comparison.onlyNew().forEach(label -> out.println("only in the new one: " + label));
    out.println(
        comparison.regressed()
            ? "regressed beyond " + threshold + "×"
            : "nothing regressed beyond " + threshold + "×");
    out.flush();
    return comparison.regressed() ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private static Recording read(Path folder) throws IOException {
    Recording recording = Recording.read(folder);
    if (!Files.exists(folder.resolve(Recording.RESULTS)) && recording.widths().isEmpty()) {
      throw new IllegalArgumentException(
          Recording.RESULTS
              + ": not found in "
              + folder
              + "; expected a folder written by ./tapehead bench record");
    }
    return recording;
  }
}
