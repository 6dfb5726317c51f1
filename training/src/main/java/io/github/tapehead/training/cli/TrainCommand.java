package io.github.tapehead.training.cli;

import io.github.tapehead.training.Communicator;
import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.Recipes;
import io.github.tapehead.training.StopReason;
import io.github.tapehead.training.Trainer;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.TrainingResult;
import io.github.tapehead.training.WarmUp;
import io.github.tapehead.training.mpi.Mpi;
import io.github.tapehead.training.report.ProgressListener;
import io.github.tapehead.training.run.Checkpointing;
import io.github.tapehead.training.run.RunFolder;
import io.github.tapehead.training.run.TrainingRun;
import io.github.tapehead.training.task.CharacterTask;
import io.github.tapehead.training.task.Task;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapehead train}: trains a network on a task and tests it. */
@Command(
    name = "train",
    sortOptions = false,
    abbreviateSynopsis = true,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Trains a network on a task, tests it, and saves weights, metrics, result and pictures.",
      "Without options the network and the training are those that learn the task. Ctrl-C ends the"
          + " training early and saves what was learned; --resume goes on."
    },
    footer = {
      "",
      "Exit code: 0 trained, to the target or to a limit; 1 diverged; 2 bad input.",
      "Example: tapehead train copy --seed 7 --output runs/seven"
    })
final class TrainCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "TASK",
      description =
          "The task to learn: copy, repeat-copy, recall, ngrams, sort, parentheses,"
              + " parentheses-2, or characters of a text.")
  private String taskName;

  @Mixin private TextOptions text;

  @Option(
      names = "--network",
      paramLabel = "KIND",
      converter = Words.Kind.class,
      description =
          "One of the paper's networks, with its sizes for the task and the training that suits it:"
              + " ntm-lstm, ntm-ff or lstm, the baseline of three layers (default: ntm-lstm, with"
              + " --controller ff ntm-ff).")
  private NetworkKind kind;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of all chance (default: 1).")
  private long seed = 1;

  @ArgGroup(order = 1, exclusive = false, validate = false, heading = "%nNetwork:%n")
  private NetworkOptions network = new NetworkOptions();

  @ArgGroup(order = 2, exclusive = false, validate = false, heading = "%nTraining:%n")
  private TrainingOptions training = new TrainingOptions();

  @ArgGroup(order = 3, exclusive = false, validate = false, heading = "%nWorkers:%n")
  private WorkerOptions workers = new WorkerOptions();

  @ArgGroup(order = 4, exclusive = false, validate = false, heading = "%nOutput:%n")
  private OutputOptions output = new OutputOptions();

  @ArgGroup(order = 5, exclusive = false, validate = false, heading = "%nCheckpoints:%n")
  private CheckpointOptions checkpoints = new CheckpointOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Task task = text.task(taskName, null, CharacterTask.USUAL_WINDOW);
    TrainingConfiguration defaults = Recipes.of(task, kind()).withSeed(seed);
    TrainingConfiguration alone =
        training.apply(defaults.withNetwork(network.apply(defaults.network())));
    return workers.distributed() ? together(alone) : train(alone, Communicator.ALONE, 1);
  }

  private NetworkKind kind() {
    return kind == null ? network.kind() : kind;
  }

  /** Without the end of MPI after an error: the other processes would wait for this one. */
  private int together(TrainingConfiguration configuration) throws IOException {
    Mpi mpi = Mpi.start();
    int code = train(configuration, mpi, mpi.ranksHere());
    if (mpi.rank() == 0) {
      PrintWriter out = spec.commandLine().getOut();
      out.printf(
          Locale.ROOT,
          "%d processes, %s: %.2f s in Allreduce%n",
          mpi.ranks(),
          mpi.implementation(),
          mpi.seconds());
      out.flush();
    }
    mpi.close();
    return code;
  }

  private int train(TrainingConfiguration alone, Communicator processes, int here)
      throws IOException {
    TrainingConfiguration configuration =
        alone.withParallelism(workers.parallelism(alone.batch(), processes.ranks(), here));
    TrainingResult result =
        processes.rank() == 0 ? first(configuration, processes) : other(configuration, processes);
    return result.stopReason() == StopReason.DIVERGED ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private TrainingResult first(TrainingConfiguration configuration, Communicator processes)
      throws IOException {
    RunFolder folder = output.folder(configuration, kind());
    if (!checkpoints.goesOn(folder)) {
      output.requireReplaceable(folder, configuration);
    }
    int tests = output.evaluate() ? configuration.task().testSequences() : 0;
    TrainingRun run =
        new TrainingRun(configuration, processes, output.every(), tests, checkpointing());
    try (Interruption _ = new Interruption(run::stop);
        ProgressListener progress = new ProgressListener()) {
      TrainingRun.Outcome outcome = run.into(folder.path(), trainer -> prepare(trainer, progress));
      print(configuration, outcome);
      return outcome.result();
    }
  }

  /** Trains along; whether to stop is for the first process to say. */
  private TrainingResult other(TrainingConfiguration configuration, Communicator processes) {
    try (Trainer trainer = new Trainer(configuration, processes);
        Interruption _ = new Interruption(trainer::stop)) {
      checkpointing().prepare(trainer, null, null);
      if (output.warmUp()) {
        warmUp(trainer);
      }
      return trainer.run();
    }
  }

  private Checkpointing checkpointing() {
    return checkpoints.checkpointing(spec.commandLine().getErr());
  }

  private void prepare(Trainer trainer, ProgressListener progress) {
    trainer.addListener(progress);
    if (output.warmUp()) {
      warmUp(trainer);
    }
  }

  /**
   * Says so if the code stays slow: the JVM has given up on a kernel, and another start may help.
   */
  private void warmUp(Trainer trainer) {
    WarmUp.Result result = trainer.warmUp(WarmUp.USUAL_LIMIT);
    if (!result.steady()) {
      spec.commandLine()
          .getErr()
          .printf(
              "warm-up: not at full speed after %.1f s, %,d bytes a step; training goes on%n",
              result.seconds(), result.bytesPerStep());
    }
  }

  private void print(TrainingConfiguration configuration, TrainingRun.Outcome outcome) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(Summary.training(configuration, outcome.result()));
    if (!outcome.evaluation().isEmpty()) {
      out.println();
      out.print(Summary.evaluation(configuration.task(), outcome.evaluation()));
    }
    out.println();
    RunFolder folder = outcome.folder();
    out.println("files in " + folder.path() + ": " + String.join(", ", folder.files()));
    if (output.json()) {
      out.println(outcome.summary().toLine());
    }
    out.flush();
  }
}
