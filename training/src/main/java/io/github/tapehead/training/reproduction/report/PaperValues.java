package io.github.tapehead.training.reproduction.report;

import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.report.StoredResult;
import io.github.tapehead.training.reproduction.RunGroup;
import java.util.Optional;

/**
 * What the paper says (Graves, Wayne, Danihelka 2014, arXiv:1410.5401v2), each with its source.
 *
 * <p>The paper gives its results as plots: what is marked as such was read off them, with an error
 * of some percent of the axis. Losses are in bits per sequence.
 */
final class PaperValues {
  private PaperValues() {}

  /**
   * A network of the paper.
   *
   * @param words heads, units and learning rate, with the source
   * @param parameters how many
   */
  record Network(String words, int parameters) {
    private static Network of(int table, String sizes, String rate, int parameters) {
      return new Network(sizes + ", " + rate + " (Table " + table + ")", parameters);
    }
  }

  /**
   * A loss of the paper.
   *
   * @param bits per sequence; NaN where the paper has no number
   * @param words what it says, with the source
   */
  record Loss(double bits, String words) {
    private static Loss plotted(double bits, int figure) {
      String number = bits == Math.rint(bits) ? Long.toString((long) bits) : Double.toString(bits);
      return new Loss(bits, "≈ " + number + " (plot, Figure " + figure + ")");
    }

    private static Loss said(String words) {
      return new Loss(Double.NaN, words);
    }
  }

  /** The sizes of a network for a task, if it is one of the paper's. */
  static Optional<Network> network(String task, NetworkKind network) {
    return Optional.ofNullable(
        switch (network) {
          case NTM_FEED_FORWARD -> feedForward(task);
          case NTM_LSTM -> lstmController(task);
          case LSTM -> baseline(task);
        });
  }

  private static Network feedForward(String task) {
    return switch (task) {
      case "copy" -> Network.of(1, "1 head, 100", "1e-4", 17_162);
      case "repeat-copy" -> Network.of(1, "1 head, 100", "1e-4", 16_712);
      case "recall" -> Network.of(1, "4 heads, 256", "1e-4", 146_845);
      case "ngrams" -> Network.of(1, "1 head, 100", "3e-5", 14_656);
      case "sort" -> Network.of(1, "8 heads, 512", "3e-5", 508_305);
      default -> null;
    };
  }

  private static Network lstmController(String task) {
    return switch (task) {
      case "copy" -> Network.of(2, "1 head, 100", "1e-4", 67_561);
      case "repeat-copy" -> Network.of(2, "1 head, 100", "1e-4", 66_111);
      case "recall" -> Network.of(2, "1 head, 100", "1e-4", 70_330);
      case "ngrams" -> Network.of(2, "1 head, 100", "3e-5", 61_749);
      case "sort" -> Network.of(2, "5 heads, 2 × 100", "3e-5", 269_038);
      default -> null;
    };
  }

  private static Network baseline(String task) {
    return switch (task) {
      case "copy" -> Network.of(3, "3 × 256", "3e-5", 1_352_969);
      case "repeat-copy" -> Network.of(3, "3 × 512", "3e-5", 5_312_007);
      case "recall" -> Network.of(3, "3 × 256", "1e-4", 1_344_518);
      case "ngrams" -> Network.of(3, "3 × 128", "1e-4", 331_905);
      case "sort" -> Network.of(3, "3 × 128", "3e-5", 384_424);
      default -> null;
    };
  }

  /** How a network learned a task: losses, and after how many sequences. */
  static Optional<String> learning(String task, NetworkKind network) {
    return Optional.ofNullable(
        switch (task) {
          case "copy" ->
              switch (network) {
                case NTM_LSTM, NTM_FEED_FORWARD -> "≈ 0.1 after 100,000 (plot, Figure 3)";
                case LSTM -> "≈ 4.8 after 100,000, ≈ 0.5 after 600,000 (plot, Figure 3)";
              };
          case "repeat-copy" ->
              switch (network) {
                case NTM_LSTM -> "≈ 5 after 50,000 (plot, Figure 7)";
                case NTM_FEED_FORWARD -> "≈ 45 after 50,000, ≈ 5 after 100,000 (plot, Figure 7)";
                case LSTM -> "≈ 105 after 50,000, ≈ 5 after 150,000 (plot, Figure 7)";
              };
          case "recall" ->
              switch (network) {
                case NTM_LSTM -> "near 0 after about 30,000 (section 4.3)";
                case NTM_FEED_FORWARD -> "the same, and faster (section 4.3)";
                case LSTM -> "not 0 after 1,000,000 (section 4.3)";
              };
          case "ngrams" ->
              switch (network) {
                case NTM_LSTM -> "≈ 133.5, optimum ≈ 133 (plot, Figure 13)";
                case NTM_FEED_FORWARD -> "≈ 134, optimum ≈ 133 (plot, Figure 13)";
                case LSTM -> "≈ 136, optimum ≈ 133 (plot, Figure 13)";
              };
          case "sort" ->
              switch (network) {
                case NTM_LSTM -> "≈ 18 after 1,000,000 (plot, Figure 18)";
                case NTM_FEED_FORWARD -> "≈ 20 after 1,000,000 (plot, Figure 18)";
                case LSTM -> "≈ 58 after 1,000,000 (plot, Figure 18)";
              };
          default -> null;
        });
  }

  /**
   * How a network did in the test of a name, if it is one of the paper's; once for each network.
   */
  static Optional<Loss> test(String task, RunGroup group, String test) {
    return group.runs().stream()
        .flatMap(run -> run.test(test).stream())
        .filter(each -> group.number() == 1)
        .findFirst()
        .flatMap(any -> test(task, group.network(), any));
  }

  /** How a network did in one of our tests; for n-grams, how far above the optimum it was. */
  private static Optional<Loss> test(String task, NetworkKind network, StoredResult.Test test) {
    boolean baseline = network == NetworkKind.LSTM;
    return Optional.ofNullable(
        switch (task) {
          case "copy" -> copy(baseline, test.length());
          case "repeat-copy" -> repeatCopy(baseline, test.name());
          case "recall" -> recall(network, test.length());
          case "ngrams" ->
              switch (network) {
                case NTM_LSTM -> Loss.plotted(0.5, 13);
                case NTM_FEED_FORWARD -> Loss.plotted(1, 13);
                case LSTM -> Loss.plotted(3, 13);
              };
          case "sort" ->
              switch (network) {
                case NTM_LSTM -> Loss.plotted(18, 18);
                case NTM_FEED_FORWARD -> Loss.plotted(20, 18);
                case LSTM -> Loss.plotted(58, 18);
              };
          default -> null;
        });
  }

  /** Which controller the plots of the NTM are of is not said. */
  private static Loss copy(boolean baseline, int length) {
    if (baseline) {
      return Loss.said(length <= 20 ? "almost perfect (Figure 5)" : "fails (Figure 5)");
    }
    return Loss.said(
        length < 120
            ? "very few mistakes (Figure 4)"
            : "a few mistakes, one vector twice (Figure 4)");
  }

  private static Loss repeatCopy(boolean baseline, String test) {
    return switch (test) {
      case "length 10, 10 times" -> Loss.said("solved (section 4.2)");
      case "length 20, 10 times" ->
          Loss.said(baseline ? "fails (Figure 8)" : "almost perfect (Figure 8)");
      case "length 10, 20 times" ->
          Loss.said(baseline ? "fails (Figure 8)" : "copies, wrong end (Figure 8)");
      default -> null;
    };
  }

  private static Loss recall(NetworkKind network, int items) {
    int figure = 11;
    return switch (network) {
      case NTM_LSTM ->
          switch (items) {
            case 6 -> Loss.plotted(0, figure);
            case 10 -> Loss.plotted(1.8, figure);
            case 15 -> Loss.plotted(4.8, figure);
            case 20 -> Loss.plotted(7, figure);
            default -> null;
          };
      case NTM_FEED_FORWARD ->
          switch (items) {
            case 6, 10 -> Loss.plotted(0, figure);
            case 12 -> Loss.said("nearly perfect (section 4.3)");
            case 15 -> Loss.said("below 1 (section 4.3)");
            case 20 -> Loss.plotted(8, figure);
            default -> null;
          };
      case LSTM ->
          switch (items) {
            case 6 -> Loss.plotted(2, figure);
            case 10 -> Loss.plotted(36.5, figure);
            case 15 -> Loss.plotted(40, figure);
            case 20 -> Loss.plotted(38.5, figure);
            default -> null;
          };
    };
  }
}
