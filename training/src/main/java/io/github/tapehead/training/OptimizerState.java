package io.github.tapehead.training;

import io.github.tapehead.kernels.Adam;
import io.github.tapehead.kernels.GravesRmsProp;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.kernels.Momentum;
import java.lang.foreign.SegmentAllocator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What an optimiser remembers from step to step: one or more blocks in native memory, each as long
 * as the parameters, and the number of steps. All zero at first. Not for several threads at once.
 */
public final class OptimizerState {
  private final Optimizer optimizer;
  private final Matrix[] moments;
  private long steps;

  /**
   * Makes the state before the first step.
   *
   * @param optimizer the rule and its constants
   * @param length floats in the flat parameters
   * @param allocator provides the memory
   */
  public OptimizerState(Optimizer optimizer, int length, SegmentAllocator allocator) {
    this.optimizer = optimizer;
    this.moments =
        IntStream.range(0, names(optimizer).size())
            .mapToObj(i -> Matrix.allocate(allocator, 1, length))
            .toArray(Matrix[]::new);
  }

  /**
   * Changes the parameters by one step of the optimiser. Allocates nothing.
   *
   * @param parameters [1 × length], changed in place
   * @param gradients [1 × length] of the loss
   * @param rate the learning rate
   * @throws IllegalArgumentException if a length differs from that of the state
   */
  public void step(Matrix parameters, Matrix gradients, float rate) {
    steps++;
    switch (optimizer) {
      case Optimizer.RmsProp rule ->
          GravesRmsProp.step(
              parameters,
              moments[0],
              moments[1],
              moments[2],
              gradients,
              rate,
              rule.decay(),
              rule.momentum(),
              rule.epsilon());
      case Optimizer.Adam rule ->
          Adam.step(
              parameters,
              moments[0],
              moments[1],
              gradients,
              rate,
              rule.beta1(),
              rule.beta2(),
              rule.epsilon(),
              steps);
      case Optimizer.Sgd rule ->
          Momentum.step(parameters, moments[0], gradients, rate, rule.momentum());
    }
  }

  /** Steps taken. */
  public long steps() {
    return steps;
  }

  /** The names of the blocks, in order, such as {@code squares} and {@code means}. */
  public List<String> names() {
    return names(optimizer);
  }

  /**
   * One block, [1 × length].
   *
   * @param name one of {@link #names()}
   * @throws IllegalArgumentException if the optimiser keeps no such block
   */
  public Matrix moment(String name) {
    int index = names().indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("moment: " + name + ", expected one of " + names());
    }
    return moments[index];
  }

  private static List<String> names(Optimizer optimizer) {
    return switch (optimizer) {
      case Optimizer.RmsProp rule -> List.of("squares", "means", "velocity");
      case Optimizer.Adam rule -> List.of("means", "squares");
      case Optimizer.Sgd rule -> List.of("velocity");
    };
  }
}
