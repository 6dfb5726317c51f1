package io.github.tapehead.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.InitialState;
import io.github.tapehead.model.MemoryKind;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.training.task.CopyTask;
import io.github.tapehead.training.task.NGramTask;
import io.github.tapehead.training.task.PrioritySortTask;
import io.github.tapehead.training.task.Task;
import io.github.tapehead.training.task.Tasks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sizes are those of the paper's Tables 1 to 3. */
class RecipesTest {
  @ParameterizedTest
  @CsvSource({
    "copy, 1, 100, 1",
    "repeat-copy, 1, 100, 1",
    "recall, 4, 256, 1",
    "ngrams, 1, 100, 1",
    "sort, 8, 512, 1",
    "parentheses, 1, 100, 1",
  })
  void feedForward(String name, int heads, int hidden, int layers) {
    NetworkConfiguration network = network(name, NetworkKind.NTM_FEED_FORWARD);
    assertEquals(ControllerKind.FEED_FORWARD, network.controller());
    assertMemory(network, heads, hidden, layers);
  }

  @ParameterizedTest
  @CsvSource({
    "copy, 1, 100, 1",
    "repeat-copy, 1, 100, 1",
    "recall, 1, 100, 1",
    "ngrams, 1, 100, 1",
    "sort, 5, 100, 2",
    "parentheses, 1, 100, 1",
  })
  void lstm(String name, int heads, int hidden, int layers) {
    NetworkConfiguration network = network(name, NetworkKind.NTM_LSTM);
    assertEquals(ControllerKind.LSTM, network.controller());
    assertMemory(network, heads, hidden, layers);
  }

  private static void assertMemory(
      NetworkConfiguration network, int heads, int hidden, int layers) {
    assertEquals(128, network.locations());
    assertEquals(20, network.width());
    assertEquals(heads, network.readHeads());
    assertEquals(heads, network.writeHeads());
    assertEquals(hidden, network.hidden());
    assertEquals(layers, network.layers());
  }

  @ParameterizedTest
  @CsvSource({
    "copy, 256",
    "repeat-copy, 512",
    "recall, 256",
    "ngrams, 128",
    "sort, 128",
    "parentheses, 256",
  })
  void baseline(String name, int hidden) {
    NetworkConfiguration network = network(name, NetworkKind.LSTM);
    assertEquals(MemoryKind.NONE, network.memory());
    assertEquals(ControllerKind.LSTM, network.controller());
    assertEquals(3, network.layers());
    assertEquals(hidden, network.hidden());
    assertEquals(InitialState.LEARNED, network.initialState());
  }

  @Test
  void targetsAreThoseOfThePapersSizes() {
    assertEquals(0, target(new NGramTask()));
    assertEquals(20, target(new PrioritySortTask()));
    assertEquals(0.1, target(new PrioritySortTask(5, 5)));
    assertEquals(0.1, target(new CopyTask()));
  }

  private static double target(Task task) {
    return Recipes.of(task, NetworkKind.NTM_LSTM).limits().targetBits();
  }

  @Test
  void everyTaskHasARecipeForEveryNetwork() {
    for (Task task : Tasks.all()) {
      for (NetworkKind kind : NetworkKind.values()) {
        TrainingConfiguration recipe = Recipes.of(task, kind);
        assertEquals(task, recipe.task());
      }
    }
  }

  @Test
  void theBaselineMayTrainAsLong() {
    for (Task task : Tasks.all()) {
      TrainingConfiguration withMemory = Recipes.of(task, NetworkKind.NTM_LSTM);
      TrainingConfiguration baseline = Recipes.of(task, NetworkKind.LSTM);
      assertEquals(withMemory.limits(), baseline.limits(), task.name());
      assertEquals(withMemory.curriculum(), baseline.curriculum(), task.name());
    }
  }

  private static NetworkConfiguration network(String name, NetworkKind kind) {
    return Recipes.of(Tasks.named(name), kind).network();
  }
}
