package io.github.tapehead.training.cli;

import io.github.tapehead.model.MemoryKind;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.training.Start;
import io.github.tapehead.training.TrainingConfiguration;
import java.util.List;

/**
 * Options of networks and training that are given once for several trainings. What is about heads,
 * a memory or a target applies to the trainings that have them; only where none has is it refused.
 */
final class SharedOptions {
  private final NetworkOptions network;
  private final TrainingOptions training;
  private final boolean someHaveHeads;
  private final boolean someMemoriesDiffer;
  private final boolean someHaveTargets;

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
    someHaveTargets = recipes.stream().anyMatch(recipe -> training.targetBits(recipe) > 0);
  }

  /**
   * One of the trainings with the options.
   *
   * @throws IllegalArgumentException that names an option, its value and its range
   */
  TrainingConfiguration apply(TrainingConfiguration recipe) {
    NetworkConfiguration shaped = shaped(recipe.network());
    var scope =
        new Scope(
            !someHaveHeads || hasHeads(shaped),
            !someMemoriesDiffer || Start.memoryDiffers(shaped),
            !someHaveTargets || training.targetBits(recipe) > 0);
    return training.apply(recipe.withNetwork(shaped), scope);
  }

  private NetworkConfiguration shaped(NetworkConfiguration recipe) {
    boolean reduced = someHaveHeads && !hasHeads(recipe);
    return (reduced ? network.withoutMemory() : network).apply(recipe);
  }

  private static boolean hasHeads(NetworkConfiguration network) {
    return network.memory() != MemoryKind.NONE;
  }
}
