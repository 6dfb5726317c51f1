package io.github.tapehead.training.cli;

import io.github.tapehead.model.Layout;
import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.model.imports.WeightsImport;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapehead import}: makes a weights file of weights that were trained elsewhere. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Makes a weights file of weights that were trained elsewhere. A mapping says where each of"
          + " them belongs: docs/import.md. Without one, SOURCE must be a weights file already; it"
          + " is checked and written anew, without what a checkpoint has besides."
    },
    footer = {
      "",
      "Example: tapehead import --mapping docs/mappings/pytorch-ntm.json model.safetensors"
          + " -o weights.safetensors"
    })
final class ImportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SOURCE", description = "A safetensors file of float32.")
  private Path source;

  @Option(names = "--mapping", paramLabel = "MAPPING", description = "A mapping, in JSON.")
  private Path mapping;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "WEIGHTS",
      required = true,
      description = "The weights file to write.")
  private Path output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      WeightsFile file =
          mapping == null
              ? WeightsFile.read(source, arena)
              : WeightsImport.read(mapping, source, arena);
      WeightsFile.write(output, file.configuration(), file.parameters(), file.metadata());
      Layout layout = file.parameters().layout();
      PrintWriter out = spec.commandLine().getOut();
      out.printf(
          "%s: %d tensors, %d parameters%n",
          output, layout.tensors().size(), layout.parameterCount());
      out.flush();
    }
    return ExitCode.OK;
  }
}
