package io.github.tapehead.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The grid has what it promises. */
class NetworkGridTest {
  private static final List<NetworkConfiguration> ALL =
      NetworkGrid.cases().stream().map(NetworkCase::configuration).toList();

  private static final List<NetworkConfiguration> MEMORIES =
      ALL.stream().filter(c -> c.memory() == MemoryKind.NTM).toList();

  private static final List<Function<NetworkConfiguration, Object>> DIMENSIONS =
      List.of(
          NetworkConfiguration::controller,
          NetworkConfiguration::layers,
          c -> List.of(c.readHeads(), c.writeHeads()),
          NetworkConfiguration::shiftRange,
          NetworkConfiguration::accessOrder,
          NetworkConfiguration::initialState,
          c -> c.activations().of(HeadPart.KEY),
          c -> c.activations().of(HeadPart.ADD),
          c -> c.activations().of(HeadPart.KEY_STRENGTH),
          c -> c.activations().of(HeadPart.SHIFT),
          c -> c.activations().of(HeadPart.SHARPENING),
          c -> c.activations().of(HeadPart.ERASE),
          NetworkConfiguration::initialMemory,
          NetworkConfiguration::headClip);

  private static final int[] VALUES = {2, 3, 3, 3, 3, 3, 4, 4, 3, 2, 2, 2, 4, 2};

  @Test
  void everyPairOfValuesOccurs() {
    for (int i = 0; i < VALUES.length; i++) {
      for (int j = 0; j <= i; j++) {
        Set<List<Object>> pairs = new HashSet<>();
        for (NetworkConfiguration c : MEMORIES) {
          pairs.add(List.of(DIMENSIONS.get(i).apply(c), DIMENSIONS.get(j).apply(c)));
        }
        int expected = i == j ? VALUES[i] : VALUES[i] * VALUES[j];
        assertEquals(expected, pairs.size(), () -> "" + pairs);
      }
    }
  }

  @Test
  void everyCombinationOccursOnce() {
    Set<Object> combinations = new HashSet<>();
    for (NetworkConfiguration c : MEMORIES) {
      combinations.add(
          List.of(
              c.controller(),
              c.layers(),
              c.readHeads(),
              c.accessOrder(),
              c.initialState(),
              c.initialMemory()));
    }
    assertEquals(2 * 3 * 3 * 3 * 3 * 4, combinations.size());
    assertEquals(combinations.size(), MEMORIES.size());
    assertEquals(2 * 3 * 3, ALL.size() - MEMORIES.size(), "controllers without memory");
  }
}
