package io.github.tapehead.bench.network;

import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Runs programs: a wrong argument costs one line, not a stack trace. */
final class Programs {
  private Programs() {}

  /** Runs a command and ends the JVM with its exit code, 2 for wrong arguments. */
  static void run(Object command, String[] arguments) {
    System.exit(
        new CommandLine(command)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(Programs::explain)
            .execute(arguments));
  }

  private static int explain(Exception e, CommandLine commandLine, ParseResult parsed)
      throws Exception {
    if (e instanceof IllegalArgumentException) {
      commandLine.getErr().println(e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    throw e;
  }
}
