package io.github.tapehead.bench.cli;

import io.github.tapehead.bench.record.Recorder;
import io.github.tapehead.bench.report.Overview;
import io.github.tapehead.bench.results.Recording;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code tapehead bench}: measures for two or three minutes and prints tables. */
@Command(
    name = "tapehead bench",
    description =
        "Measures this machine: training and inference steps, kernels beside scalar references and the"
            + " roofline, matrix products beside other libraries. Takes two or three minutes; figures"
            + " worth keeping take longer, see record.",
    subcommands = {RecordCommand.class, ReportCommand.class, CompareCommand.class},
    footer = {"", "tapehead bench COMMAND --help lists the options of a command."})
public final class BenchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help message and exit.")
  private boolean help;

  private BenchCommand() {}

  /** Measures into a temporary folder and prints what it holds. */
  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path folder = Files.createTempDirectory("tapehead-bench-");
    try {
      List<String> failures = Recorder.brief(folder, out).record(Recorder.BRIEF);
      out.print(Overview.of(Recording.read(folder)));
      return finish(out, failures);
    } finally {
      delete(folder);
    }
  }

  /** Names what failed. */
  static int finish(PrintWriter out, List<String> failures) {
    if (!failures.isEmpty()) {
      out.println();
      failures.forEach(failure -> out.println("failed: " + failure));
    }
    out.flush();
    return failures.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  static CommandLine commandLine() {
    return new CommandLine(new BenchCommand())
        .setUsageHelpAutoWidth(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(BenchCommand::badArguments)
        .setExecutionExceptionHandler(BenchCommand::failed);
  }

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  private static int badArguments(CommandLine.ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    String hint = " (see " + command.getCommandSpec().qualifiedName() + " --help)";
    return error(command, exception.getMessage() + hint);
  }

  /** What the user can mend is one line; for errors of the program there is a stack trace. */
  private static int failed(Exception exception, CommandLine command, ParseResult parsed)
      throws Exception {
    if (exception instanceof IllegalArgumentException || exception instanceof IOException) {
      return error(command, exception.getMessage());
    }
    throw exception;
  }

  private static int error(CommandLine command, String message) {
    command.getErr().println("tapehead: " + message);
    command.getErr().flush();
    return ExitCode.USAGE;
  }

  private static void delete(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(folder);
  }
}
