package io.github.tapehead.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A network, a batch of sequences and incoming gradients, all random and all decided by a seed, so
 * that a failure's message is enough to repeat it.
 *
 * @param seed decides weights, inputs and gradients
 * @param configuration the network
 * @param batch number of sequences
 * @param steps length of each
 * @param scale standard deviation of the weights, times the square root of their fan-in
 */
public record NetworkCase(
    long seed, NetworkConfiguration configuration, int batch, int steps, double scale) {

  /** Clips a good part of the heads' raw parameters, whose deviation is 1 and more. */
  static final float SMALL_CLIP = 0.75f;

  private static final int[][] HEADS = {{1, 1}, {2, 3}, {3, 1}};

  private static final InitialMemory[] INITIAL_MEMORIES = {
    InitialMemory.SMALL,
    new InitialMemory.Constant(0.1f),
    new InitialMemory.Learned(),
    new InitialMemory.Random(),
    new InitialMemory.Given()
  };

  /** Some cases, the same for the same arguments. Sizes are odd on purpose: no row is full. */
  public static List<NetworkCase> random(int count, long seed) {
    RandomGenerator random = generator(seed);
    List<NetworkCase> cases = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      NetworkConfiguration c = configuration(random);
      int batch = pick(random, 1, 2, 3, 5);
      int steps = pick(random, 1, 2, 7);
      // Large weights make weightings sharp and gates hard. Their exponentials would be strengths
      // of
      // thousands, which multiply the rounding of similarities beyond the tests' bounds.
      boolean large = random.nextInt(3) == 0;
      boolean exponential = c.activations().of(HeadPart.KEY_STRENGTH) == Activation.EXP;
      double scale = large && !exponential ? 2.5 : 1;
      cases.add(new NetworkCase(seed * 1000 + i, c, batch, steps, scale));
    }
    return cases;
  }

  private static NetworkConfiguration configuration(RandomGenerator random) {
    int[] heads = HEADS[random.nextInt(HEADS.length)];
    NetworkConfiguration c =
        NetworkConfiguration.ntm(choose(random, ControllerKind.values()), 3, pick(random, 1, 5))
            .withLayers(pick(random, 1, 2, 3))
            .withHidden(pick(random, 5, 7, 9, 17))
            .withMemory(pick(random, 7, 13, 33), pick(random, 3, 5))
            .withHeads(heads[0], heads[1])
            .withShiftRange(pick(random, 0, 1, 2, 3))
            .withAccessOrder(choose(random, AccessOrder.values()))
            .withInitialState(choose(random, InitialState.values()))
            .withActivations(activations(random))
            .withInitialMemory(choose(random, INITIAL_MEMORIES))
            .withHeadClip(random.nextInt(3) == 0 ? SMALL_CLIP : 0);
    return random.nextInt(8) == 0 ? c.withoutMemory() : c;
  }

  /** An activation for each part of the heads. */
  static HeadActivations activations(RandomGenerator random) {
    HeadActivations activations = HeadActivations.USUAL;
    for (HeadPart part : HeadPart.options()) {
      List<Activation> choices = part.choices();
      activations = activations.with(part, choices.get(random.nextInt(choices.size())));
    }
    return activations;
  }

  /** Random weights by name, dense. */
  Map<String, float[]> parameters() {
    RandomGenerator random = generator(seed + 1);
    Map<String, float[]> parameters = new TreeMap<>();
    ParameterShapes.of(configuration)
        .forEach((name, shape) -> {
          double fanIn = name.endsWith(".weight") ? shape.getFirst() : 1;
          parameters.put(
              name, gaussians(random, ParameterShapes.size(shape), scale / Math.sqrt(fanIn)));
        });
    if (configuration.initialState() == InitialState.GIVEN) {
      parameters.computeIfPresent("initial.weightings", (_, values) -> given(values));
    }
    return parameters;
  }

  /** Weightings that are not negative; that of the first head is all zero. */
  private float[] given(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = i < configuration.locations() ? 0 : Math.abs(values[i]);
    }
    return values;
  }

  /** The same weights for the oracle. */
  Map<String, double[]> doubleParameters() {
    Map<String, double[]> result = new TreeMap<>();
    parameters().forEach((name, values) -> result.put(name, Comparison.doubles(values)));
    return result;
  }

  /** Inputs, [batch][steps][inputs]; exact in float. */
  double[][][] inputs() {
    return sequences(generator(seed + 2), configuration.inputs());
  }

  /** Arbitrary gradients of the logits, [batch][steps][outputs]; exact in float. */
  double[][][] dLogits() {
    return sequences(generator(seed + 3), configuration.outputs());
  }

  /** Random numbers for whatever else a test must choose. */
  RandomGenerator random() {
    return generator(seed + 4);
  }

  private double[][][] sequences(RandomGenerator random, int width) {
    double[][][] result = new double[batch][steps][];
    for (double[][] sequence : result) {
      for (int t = 0; t < steps; t++) {
        sequence[t] = Comparison.doubles(gaussians(random, width, 1));
      }
    }
    return result;
  }

  private static float[] gaussians(RandomGenerator random, int count, double deviation) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return values;
  }

  private static int pick(RandomGenerator random, int... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static <E> E choose(RandomGenerator random, E[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static RandomGenerator generator(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
