package io.github.tapehead.training.cli;

import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.training.onnx.OnnxExport;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapehead export}: writes a network in ONNX, for other runtimes. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Writes a network in ONNX: one step with the state as inputs and outputs, and beside it the"
          + " state before the first step, NAME.initial.onnx."
    },
    footer = {"", "Example: tapehead export runs/copy-1/weights.safetensors copy.onnx"})
final class ExportCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "WEIGHTS", description = "A weights file.")
  private Path weights;

  @Parameters(index = "1", paramLabel = "NAME.onnx", description = "The file to write.")
  private Path model;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      PrintWriter out = spec.commandLine().getOut();
      OnnxExport.write(model, WeightsFile.read(weights, arena)).forEach(out::println);
      out.flush();
    }
    return ExitCode.OK;
  }
}
