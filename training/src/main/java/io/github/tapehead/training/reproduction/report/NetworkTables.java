package io.github.tapehead.training.reproduction.report;

import io.github.tapehead.model.MemoryKind;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.StopReason;
import io.github.tapehead.training.TrainingResult;
import io.github.tapehead.training.report.Numbers;
import io.github.tapehead.training.report.Settings;
import io.github.tapehead.training.report.StoredResult;
import io.github.tapehead.training.report.Table;
import io.github.tapehead.training.reproduction.Findings;
import io.github.tapehead.training.reproduction.FinishedRun;
import io.github.tapehead.training.reproduction.RunGroup;
import io.github.tapehead.training.task.Task;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The tables of the networks of a task: what they are, and how they learned. */
final class NetworkTables {
  private static final String NONE = "–";

  private final Task task;
  private final Findings findings;

  NetworkTables(Task task, Findings findings) {
    this.task = task;
    this.findings = findings;
  }

  /** Sizes and training of each network, the paper's beside. */
  Table sizes() {
    Table table =
        new Table(
            4,
            "network",
            "heads, controller, memory",
            "training",
            "paper: heads, units, rate",
            "parameters",
            "paper: parameters");
    Map<NetworkKind, String> usual = new EnumMap<>(NetworkKind.class);
    for (RunGroup group : findings.groups(task)) {
      StoredResult first = group.first();
      usual.putIfAbsent(group.network(), first.configuration());
      Optional<PaperValues.Network> paper = PaperValues.network(task.name(), group.network());
      table.add(
          group.name(),
          sizes(first.network()),
          training(group, usual.get(group.network())),
          paper.map(PaperValues.Network::words).orElse(NONE),
          Numbers.whole(first.parameters()),
          paper.map(each -> Numbers.whole(each.parameters())).orElse(NONE));
    }
    return table;
  }

  /** How the networks learned: medians over the seeds, ranges in brackets. */
  Table learning() {
    Table table =
        new Table(
            1,
            "network",
            "reached once",
            "stayed below",
            "others ended by",
            "sequences until reached once",
            "until reached for good",
            "seconds until reached once",
            "bits at the end",
            "paper");
    for (RunGroup group : findings.groups(task)) {
      List<FinishedRun> runs = group.runs();
      table.add(
          group.name(),
          group.first().targetBits() > 0
              ? runs.stream().filter(FinishedRun::converged).count() + " of " + runs.size()
              : NONE,
          stayed(runs),
          otherEnds(runs),
          moments(runs, TrainingResult.Target::first, TrainingResult.Moment::sequences)
              .text(Numbers::whole),
          moments(runs, TrainingResult.Target::forGood, TrainingResult.Moment::sequences)
              .text(Numbers::whole),
          moments(runs, TrainingResult.Target::first, TrainingResult.Moment::seconds)
              .text(NetworkTables::seconds),
          bitsAtTheEnd(runs),
          PaperValues.learning(task.name(), group.network()).orElse(NONE));
    }
    return table;
  }

  private static String sizes(NetworkConfiguration network) {
    String units =
        network.controller()
            + " "
            + (network.layers() == 1 ? "" : network.layers() + " × ")
            + network.hidden();
    String sizes =
        network.memory() == MemoryKind.NONE
            ? units
            : "%d write + %d read, %s, %d × %d"
                .formatted(
                    network.writeHeads(),
                    network.readHeads(),
                    units,
                    network.locations(),
                    network.width());
    String unusual = Settings.unlike(network.toJson(), usual(network).toJson());
    return unusual.isEmpty() ? sizes : sizes + "; " + unusual;
  }

  /** The network of the same sizes with defaults for everything else. */
  private static NetworkConfiguration usual(NetworkConfiguration network) {
    NetworkConfiguration controller =
        NetworkConfiguration.ntm(network.controller(), network.inputs(), network.outputs())
            .withLayers(network.layers())
            .withHidden(network.hidden());
    return network.memory() == MemoryKind.NONE
        ? controller.withoutMemory()
        : controller
            .withMemory(network.locations(), network.width())
            .withHeads(network.readHeads(), network.writeHeads());
  }

  /** The settings, and in what they are unlike the first ones of the network. */
  private static String training(RunGroup group, String usual) {
    String settings = group.first().settings();
    return group.number() == 1
        ? settings
        : "%s; unlike %s: %s"
            .formatted(
                settings, group.network(), Settings.unlike(group.first().configuration(), usual));
  }

  /** When the runs reached their target; those that never did have no figure. */
  private static Spread moments(
      List<FinishedRun> runs,
      Function<TrainingResult.Target, TrainingResult.Moment> which,
      ToDoubleFunction<TrainingResult.Moment> figure) {
    return Spread.ofCosts(
        runs.stream()
            .map(run ->
                Optional.ofNullable(run.result().result().target())
                    .map(which)
                    .map(figure::applyAsDouble)
                    .orElse(Double.NaN))
            .toList());
  }

  /**
   * How many runs stayed below their target for as long as they were to, and the worst mean of each
   * since it was there first.
   */
  private static String stayed(List<FinishedRun> runs) {
    StoredResult first = runs.getFirst().result();
    if (first.sequencesAfterTarget() == 0 || first.targetBits() == 0) {
      return NONE;
    }
    List<Double> worst =
        runs.stream()
            .map(run -> run.result().result())
            .filter(result -> result.stopReason() == StopReason.TARGET)
            .map(result -> result.target().worstBitsAfter())
            .toList();
    return "%d for %s sequences%s"
        .formatted(
            worst.size(),
            Numbers.whole(first.sequencesAfterTarget()),
            worst.isEmpty()
                ? ""
                : "; worst mean " + Spread.ofCosts(worst).text(Numbers::significant));
  }

  /** Losses of the task's sizes, and behind them those of runs that have not come to these. */
  static String bitsAtTheEnd(List<FinishedRun> runs) {
    List<FinishedRun> below = runs.stream().filter(FinishedRun::endedBelowFullSize).toList();
    List<String> parts = new ArrayList<>();
    if (below.size() < runs.size()) {
      parts.add(bits(runs, run -> run.endedBelowFullSize() ? Double.NaN : run.lastBits()));
    }
    if (!below.isEmpty()) {
      DoubleSummaryStatistics reach =
          below.stream().mapToDouble(FinishedRun::reach).summaryStatistics();
      parts.add(
          bits(below, FinishedRun::lastBits)
              + " at reach "
              + Numbers.range(Numbers.share(reach.getMin()), Numbers.share(reach.getMax())));
    }
    return String.join("; ", parts);
  }

  private static String bits(List<FinishedRun> runs, Function<FinishedRun, Double> bits) {
    return Spread.ofCosts(runs.stream().map(bits).toList()).text(Numbers::significant);
  }

  /** Why runs ended that did not end by their target, whether they reached it before or not. */
  private static String otherEnds(List<FinishedRun> runs) {
    String ends =
        runs.stream()
            .map(run -> run.result().result().stopReason())
            .filter(reason -> reason != StopReason.TARGET)
            .collect(Collectors.groupingBy(StopReason::toString, Collectors.counting()))
            .entrySet()
            .stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .sorted()
            .collect(Collectors.joining(", "));
    return ends.isEmpty() ? NONE : ends;
  }

  static String seconds(double value) {
    return value < 100 ? String.format(Locale.ROOT, "%.1f", value) : Numbers.whole(value);
  }
}
