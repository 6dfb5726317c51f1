package io.github.tapehead.training.reproduction.report;

import io.github.tapehead.training.StopReason;
import io.github.tapehead.training.report.Numbers;
import io.github.tapehead.training.report.StoredResult;
import io.github.tapehead.training.report.Table;
import io.github.tapehead.training.reproduction.Findings;
import io.github.tapehead.training.reproduction.FinishedRun;
import io.github.tapehead.training.reproduction.RunGroup;
import io.github.tapehead.training.task.CharacterTask;
import io.github.tapehead.training.text.Corpus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The part of a report on the characters of a text: bits per character of every network, and of an
 * n-gram model on the same held-out windows. There is no target to reach, and no value of the
 * paper.
 */
final class CharacterSection {
  private static final String NONE = "–";

  private final Path folder;
  private final CharacterTask task;
  private final Findings findings;
  private final String model;

  /** A section whose chart is to be written into a folder. */
  CharacterSection(Path folder, CharacterTask task, Findings findings) {
    this.folder = folder;
    this.task = task;
    this.findings = findings;
    this.model = task.measures().getLast().name();
  }

  /**
   * Draws the chart.
   *
   * @return the Markdown
   * @throws IOException if metrics cannot be read or the chart cannot be written
   */
  String markdown() throws IOException {
    Corpus corpus = task.corpus();
    return """
    ## %s

    %s

    %s characters to learn, %s held out, of %d symbols; SHA-256 of the text `%s`.

    %s
    ### Bits per character

    %s Each window has %d characters; the losses of the last 1,000 windows of training are given beside, in bits per window.

    %s
    %s\
    """
        .formatted(
            TaskTexts.title(task),
            TaskTexts.text(task),
            Numbers.whole(corpus.training().length),
            Numbers.whole(corpus.heldOut().length),
            corpus.vocabulary().size(),
            corpus.digest(),
            new NetworkTables(task, findings).sizes().markdown(),
            new TestTables(task, findings).introduction(),
            task.maxSteps(),
            table().markdown(),
            new TaskCharts(task, findings).learning(folder));
  }

  /** A row for each network, and one for the n-gram model. */
  private Table table() {
    Table table =
        new Table(
            1,
            "model",
            "seeds",
            "held out",
            "above the n-gram model",
            "training, bits at the end",
            "training windows",
            "seconds");
    // Every seed has its own windows, the same for all networks.
    Map<Long, Double> ofModel = new TreeMap<>();
    String test = task.evaluations().getFirst().name();
    for (RunGroup group : findings.groups(task)) {
      List<FinishedRun> runs = group.runs();
      runs.forEach(
          run -> run.test(test).ifPresent(each -> ofModel.put(run.place().seed(), ofModel(each))));
      table.add(
          group.name(),
          seeds(runs),
          bits(Spread.ofCosts(group.figures(test, CharacterSection::ofNetwork))),
          bits(Spread.ofCosts(group.figures(test, each -> ofNetwork(each) - ofModel(each)))),
          NetworkTables.bitsAtTheEnd(runs),
          whole(runs, run -> run.result().result().sequences()),
          whole(runs, run -> run.result().result().seconds()));
    }
    table.add(
        task.order() + "-gram model",
        NONE,
        bits(ofModel.values(), Double::doubleValue),
        NONE,
        NONE,
        NONE,
        NONE);
    return table;
  }

  /** How many there are, and how many of them could not be tested. */
  private static String seeds(List<FinishedRun> runs) {
    long diverged =
        runs.stream()
            .filter(run -> run.result().result().stopReason() == StopReason.DIVERGED)
            .count();
    return runs.size() + (diverged == 0 ? "" : ", " + diverged + " diverged");
  }

  private static double ofNetwork(StoredResult.Test test) {
    return test.measures().getOrDefault(CharacterTask.BITS_PER_CHARACTER, Double.NaN);
  }

  private double ofModel(StoredResult.Test test) {
    return test.measures().getOrDefault(model, Double.NaN);
  }

  private static <T> String bits(Collection<T> all, ToDoubleFunction<T> figure) {
    return bits(Spread.of(all.stream().map(figure::applyAsDouble).toList()));
  }

  private static String bits(Spread spread) {
    return spread.text(bits -> String.format(Locale.ROOT, "%.3f", bits));
  }

  private static <T> String whole(Collection<T> all, ToDoubleFunction<T> figure) {
    return Spread.of(all.stream().map(figure::applyAsDouble).toList()).text(Numbers::whole);
  }
}
