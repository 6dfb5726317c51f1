package io.github.tapehead.training;

import io.github.tapehead.model.InitialMemory;
import io.github.tapehead.model.Initialization;
import io.github.tapehead.model.MemoryKind;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.Parameters;
import java.util.random.RandomGenerator;

/**
 * How parameters are set before training, beside what {@link Initialization} does for all.
 *
 * @param keyStrengthBias the bias of the heads' key strengths, finite: the larger, the sharper
 *     heads look for content at first; 0 in a network without memory
 * @param memorySmoothing over how many locations the initial memory is {@linkplain
 *     Initialization#smoothMemory smoothed}, from 0 for not at all to the locations of the memory;
 *     0 where the memory begins with a constant
 */
public record Start(float keyStrengthBias, float memorySmoothing) {
  /** Nothing beside the usual. */
  public static final Start PLAIN = new Start(0, 0);

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException that names the number and its range
   */
  public Start {
    if (!Float.isFinite(keyStrengthBias)) {
      throw new IllegalArgumentException(
          "key_strength_bias: " + keyStrengthBias + ", must be finite");
    }
    if (!(memorySmoothing >= 0) || Float.isInfinite(memorySmoothing)) {
      throw new IllegalArgumentException(
          "memory_smoothing: " + memorySmoothing + ", must be 0 or more locations");
    }
  }

  /** The same with another smoothing of the memory. */
  public Start withMemorySmoothing(float memorySmoothing) {
    return new Start(keyStrengthBias, memorySmoothing);
  }

  /** What of it applies to a network. */
  Start of(NetworkConfiguration network) {
    return new Start(
        network.memory() == MemoryKind.NONE ? 0 : keyStrengthBias,
        memoryDiffers(network) ? Math.min(memorySmoothing, network.locations()) : 0);
  }

  /**
   * Requires that it applies to a network.
   *
   * @throws IllegalArgumentException that names what the network lacks
   */
  void requireFit(NetworkConfiguration network) {
    if (keyStrengthBias != 0 && network.memory() == MemoryKind.NONE) {
      throw new IllegalArgumentException(
          "key_strength_bias: " + keyStrengthBias + ", but the network has no heads");
    }
    if (memorySmoothing != 0 && !memoryDiffers(network)) {
      throw new IllegalArgumentException(
          "memory_smoothing: "
              + memorySmoothing
              + ", but the network has no initial memory that is learned, random or given");
    }
    if (memorySmoothing > network.locations()) {
      throw new IllegalArgumentException(
          "memory_smoothing: "
              + memorySmoothing
              + ", must be at most the "
              + network.locations()
              + " locations");
    }
  }

  /**
   * Overwrites all parameters of a network that it fits.
   *
   * @param random drawn from as {@link Initialization#initialize} does
   */
  void initialize(Parameters parameters, NetworkConfiguration network, RandomGenerator random) {
    Initialization.initialize(parameters, network, random);
    if (keyStrengthBias != 0) {
      Initialization.keyStrengthBias(parameters, network, keyStrengthBias);
    }
    if (memorySmoothing != 0) {
      Initialization.smoothMemory(parameters, network, memorySmoothing);
    }
  }

  /** Whether a network has a memory whose locations differ at first, so that it can be smoothed. */
  public static boolean memoryDiffers(NetworkConfiguration network) {
    return network.memory() != MemoryKind.NONE
        && !(network.initialMemory() instanceof InitialMemory.Constant);
  }
}
