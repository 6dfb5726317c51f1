package io.github.tapehead.training.cli;

import io.github.tapehead.kernels.Simd;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.training.report.Host;
import io.github.tapehead.training.report.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapehead info}: what is in use here, and what a weights file holds. */
@Command(
    name = "info",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Says which CPU, vector width and JVM are in use, and what a weights file holds.")
final class InfoCommand implements Callable<Integer> {
  @Parameters(paramLabel = "WEIGHTS", arity = "0..1", description = "A weights file to look into.")
  private Path path;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    StringBuilder text = new StringBuilder(machine());
    if (path != null) {
      try (Arena arena = Arena.ofConfined()) {
        text.append('\n').append(contents(WeightsFile.read(path, arena)));
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
    return ExitCode.OK;
  }

  private static String machine() {
    Host host = Host.here();
    Table table = new Table(2, "CPU", host.cpu());
    table.add("processors", Integer.toString(host.processors()));
    table.add(
        "vectors",
        "FloatVector of %d bits, %d lanes; the CPU prefers %d bits"
            .formatted(host.vectorBits(), Simd.LANES, Simd.preferredBits()));
    table.add("JVM", host.jvm());
    table.add("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return table.text();
  }

  private String contents(WeightsFile file) {
    Table facts = new Table(2, "file", path.toString());
    Map<String, String> metadata = new TreeMap<>(file.metadata());
    metadata.put("config", file.configuration().toJson());
    metadata.forEach((key, value) -> facts.add(key, value));
    Table tensors = new Table(1, "tensor", "shape", "floats");
    Layout layout = file.parameters().layout();
    for (Layout.Tensor tensor : layout.tensors()) {
      long floats =
          tensor.shape().stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
      tensors.add(tensor.name(), tensor.shape().toString(), Long.toString(floats));
    }
    tensors.add("all", "", Long.toString(layout.parameterCount()));
    return facts.text() + "\n" + tensors.text();
  }
}
