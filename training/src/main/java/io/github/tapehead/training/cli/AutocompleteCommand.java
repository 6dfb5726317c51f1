package io.github.tapehead.training.cli;

import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.training.RandomStreams;
import io.github.tapehead.training.task.CharacterTask;
import io.github.tapehead.training.text.Continuation;
import io.github.tapehead.training.text.Vocabulary;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code tapehead autocomplete}: continues a text with a network that was trained on characters.
 */
@Command(
    name = "autocomplete",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Continues a text with the network of a weights file that was trained on task characters."
            + " Prints the text and what the network adds to it.",
    footer = {"", "Example: tapehead autocomplete runs/characters-1/weights.safetensors 'It was '"})
final class AutocompleteCommand implements Callable<Integer> {
  private static final int MOST = 2_000;
  private static final int MOST_NAMED = 10;

  @Parameters(
      index = "0",
      paramLabel = "WEIGHTS",
      description = "A weights file that train characters has written.")
  private Path path;

  @Parameters(index = "1", paramLabel = "PREFIX", description = "The text to continue.")
  private String prefix;

  @Option(
      names = "--length",
      paramLabel = "N",
      description = "Characters to add (default: ${DEFAULT-VALUE}).")
  private int length = 100;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description =
          "Below 1 for likelier characters, above 1 for more surprising ones, 0 for always the"
              + " likeliest (default: ${DEFAULT-VALUE}).")
  private double temperature = 0.7;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the draws (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    requireAtMost("length", length);
    requireAtMost("characters of the prefix", prefix.length());
    try (Arena arena = Arena.ofConfined()) {
      WeightsFile file = WeightsFile.read(path, arena);
      Vocabulary vocabulary = Weights.vocabulary(path, file);
      if (vocabulary == null || vocabulary.size() != file.configuration().outputs()) {
        throw new IllegalArgumentException(
            path + ": no network of task " + CharacterTask.NAME + ", expected one");
      }
      warnOfUnknown(vocabulary);
      int[] added =
          Continuation.of(
              file.configuration(),
              file.parameters(),
              vocabulary.encode(prefix),
              length,
              temperature,
              RandomStreams.of(seed).evaluation());
      PrintWriter out = spec.commandLine().getOut();
      out.println(prefix + vocabulary.decode(added));
      out.flush();
    }
    return ExitCode.OK;
  }

  private void warnOfUnknown(Vocabulary vocabulary) {
    int[] missing = vocabulary.missing(prefix);
    if (missing.length > 0) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          "tapehead: prefix: the network knows no "
              + Arrays.stream(missing)
                  .limit(MOST_NAMED)
                  .mapToObj(AutocompleteCommand::name)
                  .collect(Collectors.joining(", "))
              + (missing.length > MOST_NAMED ? ", …" : "")
              + "; it is shown an unknown character instead");
      err.flush();
    }
  }

  private static String name(int codePoint) {
    String number = String.format(Locale.ROOT, "U+%04X", codePoint);
    boolean visible = Character.isLetterOrDigit(codePoint);
    return visible ? Character.toString(codePoint) + " (" + number + ")" : number;
  }

  private static void requireAtMost(String name, int value) {
    if (value > MOST) {
      throw new IllegalArgumentException(name + ": " + value + ", must be at most " + MOST);
    }
  }
}
