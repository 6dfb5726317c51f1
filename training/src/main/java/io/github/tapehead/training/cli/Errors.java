package io.github.tapehead.training.cli;

import io.github.tapehead.model.safetensors.WeightsFormatException;
import io.github.tapehead.training.mpi.MpiException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Turns exceptions into one line on standard error and an exit code: 2 for what the user can mend,
 * 1 for errors of the program.
 *
 * @param stacktrace whether to print the stack trace too
 */
record Errors(BooleanSupplier stacktrace)
    implements IParameterExceptionHandler, IExecutionExceptionHandler {

  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    print(command, exception, firstLine(exception.getMessage()) + hint(command));
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult parseResult) {
    boolean mendable =
        exception instanceof IllegalArgumentException
            || exception instanceof IOException
            || exception instanceof MpiException;
    print(command, exception, mendable ? message(exception) : unexpected(exception));
    return mendable ? ExitCode.USAGE : ExitCode.SOFTWARE;
  }

  private void print(CommandLine command, Exception exception, String message) {
    PrintWriter err = command.getErr();
    err.println("tapehead: " + message);
    if (stacktrace.getAsBoolean()) {
      exception.printStackTrace(err);
    }
    err.flush();
  }

  private static String message(Exception exception) {
    return switch (exception) {
      case WeightsFormatException e -> firstLine(e.getMessage());
      case FileSystemException e -> e.getFile() + ": " + reason(e);
      case Exception e -> firstLine(e.getMessage());
    };
  }

  private static String reason(FileSystemException exception) {
    if (exception.getReason() != null) {
      return exception.getReason();
    }
    return switch (exception) {
      case NoSuchFileException e -> "no such file";
      case AccessDeniedException e -> "permission denied";
      case FileAlreadyExistsException e -> "is there and is no folder";
      case FileSystemException e -> "cannot be used";
    };
  }

  private static String unexpected(Exception exception) {
    return "unexpected " + exception + "; --stacktrace shows where";
  }

  private static String hint(CommandLine command) {
    return " (see " + command.getCommandSpec().qualifiedName() + " --help)";
  }

  private static String firstLine(String message) {
    return message == null ? "unknown error" : message.lines().findFirst().orElse("unknown error");
  }
}
