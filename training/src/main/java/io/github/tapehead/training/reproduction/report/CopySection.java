package io.github.tapehead.training.reproduction.report;

import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.report.Attention;
import io.github.tapehead.training.report.CopyFigure;
import io.github.tapehead.training.report.Numbers;
import io.github.tapehead.training.report.StoredResult;
import io.github.tapehead.training.report.Table;
import io.github.tapehead.training.reproduction.Findings;
import io.github.tapehead.training.reproduction.FinishedRun;
import io.github.tapehead.training.reproduction.RunGroup;
import io.github.tapehead.training.reproduction.RunPlace;
import io.github.tapehead.training.task.CopyTask;
import io.github.tapehead.training.task.TestSetting;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The part of a report on copies vector by vector: the paper's Figures 4 and 5 with the best seed
 * of each network, and what goes wrong in the longest copies of all seeds.
 *
 * <p>Networks are run anew with their stored weights, all of them on the same sequences.
 */
final class CopySection {
  /** Of the sequences; runs are by default numbered from 1. */
  private static final long SEED = 0;

  private final Path folder;
  private final CopyTask task;
  private final Findings findings;

  /** A section whose figures are to be written into a folder. */
  CopySection(Path folder, CopyTask task, Findings findings) {
    this.folder = folder;
    this.task = task;
    this.findings = findings;
  }

  /**
   * Runs the networks and draws the figures.
   *
   * @return the Markdown; nothing if no network was tested and has its weights
   * @throws IOException if weights cannot be read or a figure cannot be written
   */
  String markdown() throws IOException {
    TestSetting longest = task.evaluations().getLast();
    Table table =
        new Table(
            1,
            "network",
            "seeds",
            "right, in place",
            "right, shifted",
            "wrong",
            "sequences without error",
            "wrong vectors only",
            "one slip",
            "more slips",
            "not from the first vector on");
    int sequences = sequences();
    StringBuilder figures = new StringBuilder();
    for (RunGroup group : findings.groups(task)) {
      List<FinishedRun> runs = drawable(group.runs());
      if (!runs.isEmpty()) {
        table.add(row(group, runs, longest, sequences));
        if (group.number() == 1) {
          figures.append(figure(FinishedRun.best(runs).orElseThrow()));
        }
      }
    }
    return table.isEmpty()
        ? ""
        : """

        ### Copies, vector by vector

        A vector that is given twice, or left out, moves all after it to another place: one error \
        that costs many bits. Here outputs are aligned with targets so that a wrong vector costs 1 \
        and a slip to any other place %s, at the least cost. Of %d vectors, means of %d \
        sequences, the same for all networks; of these sequences, how many have which errors; \
        medians over the seeds that were tested. The paper shows one sequence of each length: at 120 most vectors \
        are right, one is given twice, and all after it are one place late.

        %s%s\
        """
            .formatted(
                Numbers.plain(VectorAlignment.SLIP),
                longest.length(),
                sequences,
                table.markdown(),
                figures);
  }

  /** The runs that were tested and have their weights. */
  private static List<FinishedRun> drawable(List<FinishedRun> runs) {
    return runs.stream()
        .filter(run -> !run.result().tests().isEmpty())
        .filter(run -> Files.exists(run.place().folder().weights()))
        .toList();
  }

  /** As many as in the smallest test, for all runs alike. */
  private int sequences() {
    return findings.runs().stream()
        .filter(run -> run.place().task().equals(task))
        .flatMap(run -> run.result().tests().stream())
        .mapToInt(StoredResult.Test::sequences)
        .min()
        .orElse(0);
  }

  private static List<String> row(
      RunGroup group, List<FinishedRun> runs, TestSetting longest, int sequences)
      throws IOException {
    List<CopyErrors> errors = new ArrayList<>();
    for (FinishedRun run : runs) {
      try (Arena arena = Arena.ofConfined()) {
        WeightsFile weights = WeightsFile.read(run.place().folder().weights(), arena);
        errors.add(CopyErrors.of(CopiedVectors.of(weights, longest, sequences, SEED)));
      }
    }
    return List.of(
        group.name(),
        runs.size() == group.runs().size()
            ? Integer.toString(runs.size())
            : runs.size() + " of " + group.runs().size(),
        spread(errors, CopyErrors::inPlace),
        spread(errors, CopyErrors::shifted),
        spread(errors, CopyErrors::wrong),
        spread(errors, CopyErrors::faultless),
        spread(errors, CopyErrors::onlyWrong),
        spread(errors, CopyErrors::oneSlip),
        spread(errors, CopyErrors::moreSlips),
        spread(errors, CopyErrors::elsewhere));
  }

  private static String spread(List<CopyErrors> errors, ToDoubleFunction<CopyErrors> figure) {
    return Spread.of(errors.stream().map(figure::applyAsDouble).toList())
        .text(value -> Numbers.plain(Math.rint(10 * value) / 10));
  }

  private String figure(FinishedRun run) throws IOException {
    RunPlace place = run.place();
    String name = task.name() + "-" + place.network() + "-copies";
    List<CopyFigure.Copy> copies = new ArrayList<>();
    VectorAlignment last = null;
    try (Arena arena = Arena.ofConfined()) {
      WeightsFile weights = WeightsFile.read(place.folder().weights(), arena);
      for (TestSetting setting : task.evaluations()) {
        Attention attention =
            Attention.trace(weights.configuration(), weights.parameters(), task, setting, SEED);
        float[][] targets = copied(attention.targets(), setting.length());
        float[][] outputs = copied(attention.outputs(), setting.length());
        last = VectorAlignment.of(CopiedVectors.bits(targets), CopiedVectors.bits(outputs));
        copies.add(new CopyFigure.Copy(setting.name(), targets, outputs, last.slips()));
      }
    }
    new CopyFigure(place + ": targets and outputs", copies).write(folder, name);
    return """

    ![Copies: %1$s](%2$s.png)

    *%1$s: the best seed. Ticks below the outputs mark slips. Of the longest copy \
    %3$d vectors are right and in their place, %4$d right but shifted, %5$d wrong, with %6$d slips; \
    paper: Figure %7$s. [SVG](%2$s.svg)*
    """
        .formatted(
            place,
            name,
            last.inPlace(),
            last.shifted(),
            last.wrong(),
            last.slips().size(),
            place.network() == NetworkKind.LSTM ? "5" : "4");
  }

  /** The steps in which the vectors are to be given: the last ones. */
  private static float[][] copied(float[][] channels, int length) {
    return Arrays.stream(channels)
        .map(channel -> Arrays.copyOfRange(channel, channel.length - length, channel.length))
        .toArray(float[][]::new);
  }
}
