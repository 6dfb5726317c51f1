package io.github.tapehead.training.cli;

import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.training.report.Attention;
import io.github.tapehead.training.report.AttentionFigure;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.TestSetting;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tapehead show}: draws what a trained network does on one sequence. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Draws what the network of a weights file does on one sequence: inputs, targets, outputs,"
            + " write and read weightings over time.",
    footer = {"", "Example: tapehead show runs/copy-1/weights.safetensors --length 50"})
final class ShowCommand implements Callable<Integer> {
  @Mixin private Weights weights;

  @Option(
      names = "--length",
      paramLabel = "N",
      description = "Size of the sequence (default: that of the picture that train draws).")
  private Integer length;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description = "Where the files go, TASK-LENGTH.png and TASK-LENGTH.svg (default: here).")
  private Path folder = Path.of("");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      WeightsFile file = weights.read(arena);
      Task task = weights.task(file);
      TestSetting setting = length == null ? task.pictured() : task.setting(length);
      long seed = weights.seed(file);
      Attention attention =
          Attention.trace(file.configuration(), file.parameters(), task, setting, seed);
      String title = task.name() + ", " + setting.name();
      String name = task.name() + "-" + setting.length();
      Files.createDirectories(folder);
      new AttentionFigure(title, task, attention).write(folder, name);
      PrintWriter out = spec.commandLine().getOut();
      out.println(title + ": " + attention.wrongBits() + " wrong " + task.loss().answers());
      out.println("files: " + folder.resolve(name + ".png") + ", " + folder.resolve(name + ".svg"));
      out.flush();
    }
    return ExitCode.OK;
  }
}
