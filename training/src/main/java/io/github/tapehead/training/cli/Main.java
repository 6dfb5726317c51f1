package io.github.tapehead.training.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The entry point of the command line. */
@Command(
    name = "tapehead",
    description = "Trains and runs Neural Turing Machines on CPUs.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      TrainCommand.class,
      ReproduceCommand.class,
      EvaluateCommand.class,
      ShowCommand.class,
      InfoCommand.class,
      VerifyCommand.class,
      AutocompleteCommand.class,
      ExportCommand.class,
      ImportCommand.class
    },
    footer = {
      "",
      "tapehead COMMAND --help lists the options of a command.",
      "tapehead bench, in a checkout of the sources, measures this machine."
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "With an error, print where in the program it arose.")
  private boolean stacktrace;

  private Main() {}

  /** Prints the usage: the command without a subcommand does nothing else. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  static CommandLine commandLine() {
    Main main = new Main();
    Errors errors = new Errors(() -> main.stacktrace);
    return new CommandLine(main)
        .setUsageHelpAutoWidth(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(Main::execute)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  /** Sizes that are allowed may still be more than this machine has memory for. */
  private static int execute(ParseResult parsed) {
    requireOnce(parsed);
    try {
      return new RunLast().execute(parsed);
    } catch (OutOfMemoryError e) {
      String message = "not enough memory for these sizes: " + e.getMessage();
      CommandLine command = parsed.commandSpec().commandLine();
      throw new ExecutionException(command, message, new IllegalArgumentException(message, e));
    }
  }

  /**
   * An option that is given again would begin its group of options anew: the others of the group
   * that stand before it would be forgotten.
   */
  private static void requireOnce(ParseResult parsed) {
    for (ParseResult command = parsed; command != null; command = command.subcommand()) {
      for (ArgGroupSpec group : command.commandSpec().argGroups()) {
        for (ArgSpec option : group.args()) {
          long times =
              command.findMatches(group).stream()
                  .flatMap(container -> container.matches().stream())
                  .filter(match -> !match.matchedValues(option).isEmpty())
                  .count();
          if (times > 1) {
            String name = ((OptionSpec) option).longestName();
            throw new ParameterException(
                command.commandSpec().commandLine(),
                "option '" + name + "' should be specified only once");
          }
        }
      }
    }
  }

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }
}
