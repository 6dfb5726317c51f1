package io.github.tapehead.training.reproduction.report;

import io.github.tapehead.model.MemoryKind;
import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.training.report.Attention;
import io.github.tapehead.training.report.AttentionFigure;
import io.github.tapehead.training.report.Numbers;
import io.github.tapehead.training.reproduction.FinishedRun;
import io.github.tapehead.training.reproduction.RunPlace;
import io.github.tapehead.training.task.PrioritySortTask;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.TestSetting;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The paper's figures of the memory's use, drawn anew with the best seed of each network that has a
 * memory.
 */
final class MemoryFigures {
  private final Path folder;
  private final Task task;

  /** Figures to be written into a folder. */
  MemoryFigures(Path folder, Task task) {
    this.folder = folder;
    this.task = task;
  }

  /**
   * Draws the figures of runs of a network.
   *
   * @return the Markdown that shows them; nothing for a network without memory or tests
   * @throws IOException if weights cannot be read or a figure cannot be written
   */
  String draw(List<FinishedRun> runs) throws IOException {
    Optional<FinishedRun> best =
        FinishedRun.best(
            runs.stream()
                .filter(run -> run.result().network().memory() != MemoryKind.NONE)
                .filter(run -> Files.exists(run.place().folder().weights()))
                .toList());
    return best.isEmpty() ? "" : draw(best.get());
  }

  private String draw(FinishedRun run) throws IOException {
    RunPlace place = run.place();
    TestSetting setting = task.pictured();
    String title = place + ", " + setting.name();
    String name = task.name() + "-" + place.network() + "-attention";
    try (Arena arena = Arena.ofConfined()) {
      WeightsFile weights = WeightsFile.read(place.folder().weights(), arena);
      Attention attention =
          Attention.trace(
              weights.configuration(), weights.parameters(), task, setting, place.seed());
      new AttentionFigure(title, task, attention).write(folder, name);
      String text =
          """

          ![Attention: %1$s](%2$s.png)

          *%1$s: the best seed, with %3$s bits in this test and %4$d wrong %6$s in this \
          sequence%5$s. \
          [SVG](%2$s.svg)*
          """
              .formatted(
                  title,
                  name,
                  Numbers.significant(run.pictureBits()),
                  attention.wrongBits(),
                  TaskTexts.memoryFigure(task).map(each -> "; paper: " + each).orElse(""),
                  task.loss().answers());
      return task instanceof PrioritySortTask sort ? text + locations(sort, place, weights) : text;
    }
  }

  private String locations(PrioritySortTask sort, RunPlace place, WeightsFile weights)
      throws IOException {
    WriteLocations locations =
        WriteLocations.of(weights, sort, task.evaluations().getFirst(), place.seed());
    String name = task.name() + "-" + place.network() + "-locations";
    locations.draw("Where vectors are written: " + place, folder, name);
    return """

    ![Write locations: %1$s](%2$s.png)

    *%1$s: the location at which the write head peaks, against the priority of the vector; the line \
    is that of most vectors that are asked for. %3$s; paper: Figure 17. \
    [SVG](%2$s.svg)*
    """
        .formatted(place, name, locations.text());
  }
}
