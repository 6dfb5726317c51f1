package io.github.tapehead.training.reproduction.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.Layout;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.Recipes;
import io.github.tapehead.training.task.PrioritySortTask;
import java.lang.foreign.Arena;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class WriteLocationsTest {
  @Test
  void theHighestOfEachSequenceAreAskedFor() {
    double[] priorities = {0.5, -1, 0.25, 1, /* the next sequence */ -0.5, -0.75, -1, -0.25};
    assertArrayEquals(
        new boolean[] {true, false, false, true, true, false, false, true},
        WriteLocations.highest(priorities, 4, 2));
  }

  /** Of two heads, the one whose asked vectors lie on a line, wherever it puts the others. */
  @Test
  void theBestHeadIsThatOfTheLine() {
    Random random = new Random(2);
    double[] priorities = random.doubles(400, -1, 1).toArray();
    boolean[] asked = WriteLocations.highest(priorities, 20, 16);
    int[] chance = random.ints(400, 0, 128).toArray();
    int[] line = new int[400];
    for (int i = 0; i < 400; i++) {
      line[i] = asked[i] ? (int) Math.round(60 - 30 * priorities[i]) : chance[i];
    }
    WriteLocations best = WriteLocations.best(priorities, new int[][] {chance, line}, asked, 128);
    assertEquals(1, best.head());
    assertEquals(320, best.asked().priorities().length);
    assertEquals(80, best.others().locations().length);
    assertEquals(-30, best.fit().slope(), 0.5);
    assertEquals(60, best.fit().intercept(), 0.5);
    assertEquals(1, best.fit().share());
    assertTrue(best.text().startsWith("head 2: location = "), best.text());
  }

  @Test
  void everyVectorOfANetworkHasItsPlace() {
    PrioritySortTask task = new PrioritySortTask(5, 3);
    var network = Recipes.of(task, NetworkKind.NTM_LSTM).network().withMemory(8, 4);
    try (Arena arena = Arena.ofConfined()) {
      var weights = new WeightsFile(network, new Parameters(Layout.of(network), arena), Map.of());
      WriteLocations locations = WriteLocations.of(weights, task, task.evaluations().getFirst(), 1);
      assertEquals(16 * 3, locations.asked().priorities().length);
      assertEquals(16 * 2, locations.others().priorities().length);
      assertTrue(
          DoubleStream.of(locations.asked().priorities()).average().orElseThrow()
              > DoubleStream.of(locations.others().priorities()).average().orElseThrow());
    }
  }
}
