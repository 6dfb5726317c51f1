package io.github.tapehead.training.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tapehead.training.LearningRate;
import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.Recipes;
import io.github.tapehead.training.Start;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.task.Tasks;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SharedOptionsTest {
  private static final TrainingConfiguration COPY = recipe("copy", NetworkKind.NTM_LSTM);
  private static final TrainingConfiguration SORT = recipe("sort", NetworkKind.NTM_LSTM);
  private static final TrainingConfiguration NGRAMS = recipe("ngrams", NetworkKind.NTM_LSTM);
  private static final TrainingConfiguration BASELINE = recipe("copy", NetworkKind.LSTM);

  @Test
  void whatIsAboutHeadsGoesByNetworksWithoutThem() {
    List<TrainingConfiguration> runs =
        apply("--key-strength-bias=4 --locations=50 --batch=3", COPY, BASELINE);
    assertEquals(new Start(4, 0), runs.getFirst().start());
    assertEquals(50, runs.getFirst().network().locations());
    assertEquals(Start.PLAIN, runs.getLast().start());
    assertEquals(BASELINE.network(), runs.getLast().network());
    assertEquals(List.of(3, 3), runs.stream().map(TrainingConfiguration::batch).toList());
  }

  @Test
  void smoothingGoesByMemoriesThatBeginWithAConstant() {
    List<TrainingConfiguration> runs = apply("--memory-smoothing=7", SORT, COPY, BASELINE);
    assertEquals(
        List.of(new Start(5, 7), Start.PLAIN, Start.PLAIN),
        runs.stream().map(TrainingConfiguration::start).toList());
    runs = apply("--memory-smoothing=7 --initial-memory=random", COPY, BASELINE);
    assertEquals(new Start(0, 7), runs.getFirst().start());
  }

  @Test
  void whatIsAboutATargetGoesByTrainingsWithoutOne() {
    List<TrainingConfiguration> runs =
        apply("--after-target=77 --schedule=settling:50", COPY, NGRAMS);
    assertEquals(77, runs.getFirst().limits().sequencesAfterTarget());
    assertEquals(
        new LearningRate.Settling(COPY.learningRate().rate(), 50), runs.getFirst().learningRate());
    assertEquals(NGRAMS, runs.getLast());
    assertRefused(
        "after_target: 77, but there is no target: add --target BITS", "--after-target=77", NGRAMS);
    assertRefused(
        "after_target: 77, but there is no target: add --target BITS",
        "--after-target=77 --target=0",
        COPY,
        NGRAMS);
  }

  @Test
  void whatAppliesToNoneIsRefused() {
    assertRefused(
        "--locations: 50, but the network has no memory and no heads", "--locations=50", BASELINE);
    assertRefused(
        "key_strength_bias: 4.0, but the network has no heads", "--key-strength-bias=4", BASELINE);
    String smoothing =
        "memory_smoothing: 3.0, but the network has no initial memory that is learned, random or"
            + " given";
    assertRefused(smoothing, "--memory-smoothing=3 --key-strength-bias=4", BASELINE, COPY);
    assertRefused(smoothing, "--memory-smoothing=3 --initial-memory=constant", SORT);
    assertRefused(
        "memory_smoothing: 200.0, must be at most the 128 locations",
        "--memory-smoothing=200",
        COPY,
        SORT);
  }

  private static void assertRefused(
      String message, String options, TrainingConfiguration... recipes) {
    var e = assertThrows(IllegalArgumentException.class, () -> apply(options, recipes));
    assertEquals(message, e.getMessage());
  }

  private static List<TrainingConfiguration> apply(
      String options, TrainingConfiguration... recipes) {
    var network = new NetworkOptions();
    var training = new TrainingOptions();
    new CommandLine(CommandLine.Model.CommandSpec.create())
        .addMixin("network", network)
        .addMixin("training", training)
        .parseArgs(options.split(" "));
    var shared = new SharedOptions(network, training, Arrays.asList(recipes));
    return Stream.of(recipes).map(shared::apply).toList();
  }

  private static TrainingConfiguration recipe(String task, NetworkKind kind) {
    return Recipes.of(Tasks.named(task), kind);
  }
}
