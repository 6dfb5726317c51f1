package io.github.tapehead.model;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Small networks of every kind: all combinations of controller, layers, heads, order of access,
 * initial state and initial memory. Shift range, activations, head clip and sizes are drawn anew
 * for each; {@link NetworkGridTest} sees to it that every pair of values occurs.
 */
public final class NetworkGrid {
  private static final int[] LAYERS = {1, 2, 3};
  private static final int[][] HEADS = {{1, 1}, {2, 3}, {3, 2}};
  private static final float[] CLIPS = {0, NetworkCase.SMALL_CLIP};
  private static final InitialMemory[] MEMORIES = {
    InitialMemory.SMALL,
    new InitialMemory.Learned(),
    new InitialMemory.Random(),
    new InitialMemory.Given()
  };

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(31);
  private final List<NetworkCase> cases = new ArrayList<>();

  private NetworkGrid() {}

  /** All combinations, then the controllers without memory; the same in each call. */
  public static List<NetworkCase> cases() {
    NetworkGrid grid = new NetworkGrid();
    for (ControllerKind controller : ControllerKind.values()) {
      for (int layers : LAYERS) {
        for (InitialState state : InitialState.values()) {
          NetworkConfiguration c =
              NetworkConfiguration.ntm(controller, 3, 2)
                  .withLayers(layers)
                  .withHidden(5)
                  .withInitialState(state);
          grid.addMemories(c);
          grid.add(c.withHidden(9).withoutMemory());
        }
      }
    }
    return grid.cases;
  }

  private void addMemories(NetworkConfiguration controller) {
    for (int[] heads : HEADS) {
      for (AccessOrder order : AccessOrder.values()) {
        for (InitialMemory memory : MEMORIES) {
          add(
              controller
                  .withMemory(7 + random.nextInt(4), 2 + random.nextInt(3))
                  .withHeads(heads[0], heads[1])
                  .withShiftRange(1 + random.nextInt(3))
                  .withAccessOrder(order)
                  .withActivations(NetworkCase.activations(random))
                  .withInitialMemory(memory)
                  .withHeadClip(CLIPS[random.nextInt(CLIPS.length)]));
        }
      }
    }
  }

  private void add(NetworkConfiguration configuration) {
    cases.add(new NetworkCase(31_000 + cases.size(), configuration, 2, 3, 1));
  }
}
