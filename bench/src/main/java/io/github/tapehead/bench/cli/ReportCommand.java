package io.github.tapehead.bench.cli;

import io.github.tapehead.bench.report.Peers;
import io.github.tapehead.bench.report.ReportPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapehead bench report}: writes the page over all recordings. */
@Command(
    name = "report",
    description = "Writes the page over all recordings and the pictures in their folders.")
final class ReportCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FOLDER",
      arity = "0..*",
      description = "Recordings; by default all folders beside the page.")
  private List<Path> folders = List.of();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "The page; by default jmh-results/README.md.")
  private Path output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Path page = output == null ? Project.recordings().resolve("README.md") : output;
    List<Path> chosen = folders.isEmpty() ? beside(page) : folders;
    new ReportPage(Peers.load()).write(page, chosen);
    PrintWriter out = spec.commandLine().getOut();
    out.println(Project.shown(page) + ": " + chosen.size() + " recording(s)");
    out.flush();
    return ExitCode.OK;
  }

  private static List<Path> beside(Path page) throws IOException {
    Path parent = page.toAbsolutePath().getParent();
    if (!Files.isDirectory(parent)) {
      throw new IllegalArgumentException(
          Project.shown(parent) + ": no such folder; expected recordings in it");
    }
    try (Stream<Path> all = Files.list(parent)) {
      return all.filter(Files::isDirectory).toList();
    }
  }
}
