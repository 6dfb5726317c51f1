package io.github.tapehead.training.cli;

import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.Recipes;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.report.Program;
import io.github.tapehead.training.report.RunsProgress;
import io.github.tapehead.training.reproduction.Campaign;
import io.github.tapehead.training.reproduction.Experiments;
import io.github.tapehead.training.reproduction.Findings;
import io.github.tapehead.training.reproduction.Plan;
import io.github.tapehead.training.reproduction.PlannedRun;
import io.github.tapehead.training.reproduction.report.ReportHead;
import io.github.tapehead.training.reproduction.report.ReproductionReport;
import io.github.tapehead.training.run.TrainingRun;
import io.github.tapehead.training.task.Task;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tapehead reproduce}: runs the paper's experiments and writes a report. */
@Command(
    name = "reproduce",
    sortOptions = false,
    abbreviateSynopsis = true,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Runs the paper's experiments and writes a report that compares them with the paper.",
      "Every task is learned by every network, with several seeds. Runs that are finished already,"
          + " with the same options, are not run again, unfinished ones go on from their last"
          + " checkpoint: after Ctrl-C, or a crash, the same command goes on."
    },
    footer = {
      "",
      "Exit code: 0 the report is written, whatever was learned; 2 bad input.",
      "Examples:",
      "  tapehead reproduce --task copy,recall --network ntm-lstm,ntm-ff --seeds 5",
      "  tapehead reproduce --task characters --text FILE"
    })
final class ReproduceCommand implements Callable<Integer> {
  private static final Set<String> WITH_REPORT_ONLY =
      Set.of(
          "--task", "--text", "--window", "--network", "--output", "--report-only", "--stacktrace");

  @Option(
      names = "--task",
      paramLabel = "TASK",
      split = ",",
      description =
          "The tasks to learn (default: the paper's copy,repeat-copy,recall,ngrams,sort, and"
              + " characters with --text).")
  private List<String> taskNames;

  @Mixin private TextOptions text;

  @Option(
      names = "--network",
      paramLabel = "KIND",
      split = ",",
      converter = Words.Kind.class,
      description = "The networks that learn them (default: ntm-lstm,ntm-ff,lstm).")
  private List<NetworkKind> kinds = List.of(NetworkKind.values());

  @ArgGroup(order = 1, exclusive = false, validate = false, heading = "%nRuns:%n")
  private ReproductionOptions runs = new ReproductionOptions();

  @ArgGroup(
      order = 2,
      exclusive = false,
      validate = false,
      heading = "%nNetworks (default: the paper's sizes for each):%n")
  private NetworkOptions network = new NetworkOptions();

  @ArgGroup(
      order = 3,
      exclusive = false,
      validate = false,
      heading = "%nTraining (default: what suits each task and network):%n")
  private TrainingOptions training = new TrainingOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<Task> tasks = text.tasks(taskNames, Experiments.tasks());
    List<NetworkKind> networks = kinds.stream().distinct().toList();
    if (runs.reportOnly()) {
      refuseOptionsOfRuns();
      List<Task> reported = taskNames == null ? Findings.tasksIn(runs.folder(), tasks) : tasks;
      report(Findings.in(runs.folder(), reported, networks));
    } else {
      network.refuseOtherKind();
      if (runs.quick() && training.hasMaxSeconds()) {
        throw new IllegalArgumentException(
            "--quick and --max-seconds: only one of them, --quick sets the seconds of each run");
      }
      run(plan(tasks, networks));
    }
    return ExitCode.OK;
  }

  private Plan plan(List<Task> tasks, List<NetworkKind> networks) {
    int all = tasks.size() * networks.size() * runs.seeds().values().size();
    double maxSeconds = runs.maxSeconds(all);
    List<TrainingConfiguration> recipes =
        tasks.stream()
            .flatMap(task -> networks.stream().map(kind -> Recipes.of(task, kind)))
            .toList();
    var options = new SharedOptions(network, training, recipes);
    Plan plan =
        Plan.of(
            runs.folder(),
            tasks,
            networks,
            runs.seeds(),
            (task, kind) -> options.apply(recipe(task, kind, maxSeconds)),
            runs::testSequences);
    return runs.quick() ? plan.ofAnyTime() : plan;
  }

  private static TrainingConfiguration recipe(Task task, NetworkKind kind, double maxSeconds) {
    TrainingConfiguration recipe = Recipes.of(task, kind);
    return recipe.withLimits(recipe.limits().withMaxSeconds(maxSeconds));
  }

  private void run(Plan plan) throws IOException {
    Campaign campaign = new Campaign(plan, runs.jobs(), runs.every());
    if (!runs.replace()) {
      refuseToReplace(plan.replacing());
    }
    Files.createDirectories(runs.folder());
    PrintWriter out = spec.commandLine().getOut();
    int missing = campaign.missing().size();
    out.printf(
        "%d runs, %d of them finished already%n", plan.runs().size(), plan.runs().size() - missing);
    out.flush();
    try (Interruption _ = new Interruption(campaign::stop)) {
      try (RunsProgress progress = new RunsProgress(out, missing)) {
        campaign.run(new Told(progress));
      } catch (IOException | RuntimeException | Error e) {
        reportInSpiteOf(e, plan);
        throw e;
      }
      report(Findings.of(plan));
    }
  }

  /** Says how each run ends. */
  private record Told(RunsProgress progress) implements Campaign.Listener {
    @Override
    public void ended(PlannedRun run, TrainingRun.Outcome outcome) {
      progress.ended(run.place() + ": " + Summary.ending(run.configuration(), outcome.result()));
    }

    @Override
    public void failed(PlannedRun run, Throwable cause) {
      progress.ended(run.place() + ": failed, " + cause);
    }

    @Override
    public void warned(PlannedRun run, String warning) {
      progress.says(run.place() + ": " + warning);
    }
  }

  /** Reports what the other runs have finished, if any has. */
  private void reportInSpiteOf(Throwable failure, Plan plan) {
    try {
      Findings findings = Findings.of(plan);
      if (!findings.runs().isEmpty()) {
        report(findings);
      }
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private static void refuseToReplace(List<PlannedRun> lost) {
    if (!lost.isEmpty()) {
      throw new IllegalArgumentException(
          lost.getFirst().place().folder().path()
              + (lost.size() == 1 ? "" : " and " + (lost.size() - 1) + " more")
              + ": finished with other options, expected another folder with -o, or --replace to"
              + " lose that and run anew");
    }
  }

  private void report(Findings findings) throws IOException {
    ReportHead head = new ReportHead(Program.version(), LocalDate.now(), commandLine());
    PrintWriter out = spec.commandLine().getOut();
    out.println("report: " + new ReproductionReport(runs.folder(), findings).write(head));
    out.flush();
  }

  private void refuseOptionsOfRuns() {
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      if (!WITH_REPORT_ONLY.contains(option.longestName())) {
        throw new IllegalArgumentException(
            "--report-only: goes with --task, --text, --window, --network and --output only, not with "
                + option.longestName());
      }
    }
  }

  /** As a shell needs it. */
  private static String quoted(String argument) {
    return argument.matches("[\\w./,:=@%+-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }

  private String commandLine() {
    List<String> arguments = spec.root().commandLine().getParseResult().originalArgs();
    return "./tapehead "
        + String.join(" ", arguments.stream().map(ReproduceCommand::quoted).toList());
  }
}
