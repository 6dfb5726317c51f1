package io.github.tapehead.training.cli;

import io.github.tapehead.training.reproduction.Experiments;
import io.github.tapehead.training.reproduction.QuickBudget;
import io.github.tapehead.training.reproduction.Seeds;
import io.github.tapehead.training.task.Task;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that say how many runs a reproduction makes, and how. */
final class ReproductionOptions {
  private static final Seeds USUAL = Seeds.parse("" + Experiments.SEEDS);
  private static final Seeds QUICK = Seeds.parse("1");

  @Option(
      names = "--seeds",
      paramLabel = "N|LIST",
      converter = Words.SeedList.class,
      description =
          "How many seeds, counted from 1, or a list such as 1,4,7; 7, is the seed 7 alone"
              + " (default: 3, with --quick 1).")
  private Seeds seeds;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description =
          "Runs at once, each on one thread (default: the number of processors). What is learned"
              + " does not depend on it, seconds do.")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--every",
      paramLabel = "N",
      description = "Steps from line to line of metrics.csv (default: 10).")
  private int every = 10;

  @Option(
      names = "--test-sequences",
      paramLabel = "N",
      description =
          "Sequences of each test, rounded up to a multiple of 16 (default: 192, for ngrams and"
              + " characters 1008, with --quick 32).")
  private Integer testSequences;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description =
          "Where report.md and the folders TASK/NETWORK/seed-N of the runs are (default:"
              + " runs/reproduction, with --quick runs/quick).")
  private Path folder;

  @Option(
      names = "--replace",
      description =
          "Run anew what is finished there with other options, instead of refusing to: the earlier"
              + " runs are lost.")
  private boolean replace;

  @Option(
      names = "--quick",
      description =
          "Be done within ten minutes: one seed, few test sequences, and every run is cut short at"
              + " a time that depends on how many there are. Not with --max-seconds.")
  private boolean quick;

  @Option(
      names = "--report-only",
      description =
          "Train nothing: make the report of all finished runs in the folder. Goes with --task,"
              + " --text, --window, --network and --output only.")
  private boolean reportOnly;

  Seeds seeds() {
    return seeds != null ? seeds : quick ? QUICK : USUAL;
  }

  /** Runs at once. */
  int jobs() {
    if (jobs < 1) {
      throw new IllegalArgumentException("jobs: " + jobs + ", must be at least 1");
    }
    return jobs;
  }

  /** Steps from line to line of the metrics. */
  int every() {
    if (every < 1) {
      throw new IllegalArgumentException("every: " + every + ", must be at least 1");
    }
    return every;
  }

  /** Sequences of each test of a task. */
  int testSequences(Task task) {
    if (testSequences != null) {
      return testSequences;
    }
    return quick ? QuickBudget.TEST_SEQUENCES : Experiments.testSequences(task);
  }

  /**
   * Seconds after which a run is cut short; 0 for never.
   *
   * @param runs how many there are in all
   */
  double maxSeconds(int runs) {
    return quick ? QuickBudget.secondsPerRun(runs, jobs()) : 0;
  }

  /** Where everything is. What is cut short stays apart from what took hours. */
  Path folder() {
    return folder != null ? folder : Path.of("runs", quick ? "quick" : "reproduction");
  }

  /** Whether finished runs of other options may be lost. */
  boolean replace() {
    return replace;
  }

  boolean quick() {
    return quick;
  }

  boolean reportOnly() {
    return reportOnly;
  }
}
