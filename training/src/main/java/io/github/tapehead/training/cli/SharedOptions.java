package io.github.tapehead.training.cli;

import io.github.tapehead.model.MemoryKind;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.training.Start;
import io.github.tapehead.training.TrainingConfiguration;
import java.util.List;

/**
 * Options of networks and training that are given once for several trainings. What is about heads
 * or a memory applies to the trainings whose network has them; only where none has is it refused.
 */
final class SharedOptions {
  private final NetworkOptions network;
  private final TrainingOptions training;
  private final boolean someHaveHeads;
  private final boolean someMemoriesDiffer;

  /**
   * Options for some trainings.
   *
   * @param network shapes their networks
   * @param training says how they are trained
   * @param recipes what the trainings are without options
   * @throws IllegalArgumentException that names an option, its value and its range
   */
  SharedOptions(
      NetworkOptions network, TrainingOptions training, List<TrainingConfiguration> recipes) {
    this.network = network;
    this.training = training;
    someHaveHeads = recipes.stream().anyMatch(recipe -> hasHeads(recipe.network()));
    someMemoriesDiffer =
        recipes.stream().anyMatch(recipe -> Start.memoryDiffers(shaped(recipe.network())));
  }

  /**
   * One of the trainings with the options.
   *
   * @throws IllegalArgumentException that names an option, its value and its range
   */
  TrainingConfiguration apply(TrainingConfiguration recipe) {
    NetworkConfiguration shaped = shaped(recipe.network());
    return training.apply(recipe.withNetwork(shaped), start -> applicable(start, shaped));
  }

  private NetworkConfiguration shaped(NetworkConfiguration recipe) {
    boolean reduced = someHaveHeads && !hasHeads(recipe);
    return (reduced ? network.withoutMemory() : network).apply(recipe);
  }

  /** What is left of a start that a network cannot have is refused when they meet. */
  private Start applicable(Start start, NetworkConfiguration network) {
    boolean noBias = someHaveHeads && !hasHeads(network);
    boolean noSmoothing = someMemoriesDiffer && !Start.memoryDiffers(network);
    return new Start(
        noBias ? 0 : start.keyStrengthBias(), noSmoothing ? 0 : start.memorySmoothing());
  }

  private static boolean hasHeads(NetworkConfiguration network) {
    return network.memory() != MemoryKind.NONE;
  }
}
