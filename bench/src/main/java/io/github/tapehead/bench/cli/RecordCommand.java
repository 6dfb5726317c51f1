package io.github.tapehead.bench.cli;

import io.github.tapehead.bench.record.Effort;
import io.github.tapehead.bench.record.Host;
import io.github.tapehead.bench.record.Part;
import io.github.tapehead.bench.record.Recorder;
import io.github.tapehead.bench.results.HostDescription;
import io.github.tapehead.bench.results.Recording;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tapehead bench record}: measures everything into a folder. */
@Command(
    name = "record",
    showDefaultValues = true,
    description =
        "Measures everything into a folder; takes hours, on a machine that should do nothing else."
            + " Parts measured again into the same folder replace what was there.")
final class RecordCommand implements Callable<Integer> {
  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Where to; by default jmh-results/<date>-<cpu>-jdk<NN>.")
  private Path output;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "PART",
      description = "Only these parts: ${COMPLETION-CANDIDATES}.")
  private List<Part> only = List.of();

  @Option(names = "--forks", defaultValue = "3", description = "JVMs a benchmark.")
  private int forks;

  @Option(
      names = "--warmups",
      defaultValue = "0",
      description = "Iterations before those that count; 0: as the benchmark says.")
  private int warmups;

  @Option(
      names = "--iterations",
      defaultValue = "0",
      description = "Iterations that count; 0: as the benchmark says.")
  private int iterations;

  @Option(
      names = "--millis",
      defaultValue = "0",
      description = "Milliseconds an iteration; 0: as the benchmark says.")
  private long milliseconds;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Effort effort = new Effort(forks, warmups, iterations, milliseconds);
    Host host = Host.detect();
    HostDescription description = host.describe(Project.root());
    Path folder = output;
    if (folder == null) {
      String name = host.folderName(LocalDate.now(), Runtime.version().feature());
      folder = Project.recordings().resolve(name);
    }
    Files.createDirectories(folder);
    PrintWriter out = spec.commandLine().getOut();
    out.println("recording into " + Project.shown(folder));
    Path file = folder.resolve(Recording.HOST);
    HostDescription.read(file).extendedBy(description).write(file);
    Set<Part> parts = only.isEmpty() ? EnumSet.allOf(Part.class) : EnumSet.copyOf(only);
    return BenchCommand.finish(out, Recorder.full(folder, effort, out).record(parts));
  }
}
