package io.github.tapehead.training;

import io.github.tapehead.kernels.Adam;
import io.github.tapehead.kernels.GravesRmsProp;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.kernels.Momentum;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.training.checkpoint.State;
import java.lang.foreign.SegmentAllocator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * What an optimiser remembers from step to step: one or more blocks in native memory, each as long
 * as the parameters, and the number of steps. All zero at first. Not for several threads at once,
 * but see {@link #forAnotherWorker}.
 */
public final class OptimizerState {
  private final Optimizer optimizer;
  private final Matrix[] moments;
  private final AtomicLong steps;

  /**
   * Makes the state before the first step.
   *
   * @param optimizer the rule and its constants
   * @param length floats in the flat parameters
   * @param allocator provides the memory
   */
  public OptimizerState(Optimizer optimizer, int length, SegmentAllocator allocator) {
    this(
        optimizer,
        IntStream.range(0, names(optimizer).size())
            .mapToObj(i -> Matrix.allocate(allocator, 1, length))
            .toArray(Matrix[]::new),
        new AtomicLong());
  }

  private OptimizerState(Optimizer optimizer, Matrix[] moments, AtomicLong steps) {
    this.optimizer = optimizer;
    this.moments = moments;
    this.steps = steps;
  }

  /**
   * The same state, for a thread that uses it at the same time: what both write at once in one
   * place, one of them loses.
   */
  public OptimizerState forAnotherWorker() {
    return new OptimizerState(optimizer, moments, steps);
  }

  /**
   * The state of some of the parameters, whose steps are counted apart from now on.
   *
   * @param first its first element
   * @param length its elements, as far as they can be {@linkplain Matrix#columns columns}
   */
  public OptimizerState slice(int first, int length) {
    Matrix[] slices = new Matrix[moments.length];
    for (int i = 0; i < slices.length; i++) {
      slices[i] = moments[i].columns(first, length);
    }
    return new OptimizerState(optimizer, slices, new AtomicLong(steps()));
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
    long step = steps.incrementAndGet();
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
              step);
      case Optimizer.Sgd rule ->
          Momentum.step(parameters, moments[0], gradients, rate, rule.momentum());
    }
  }

  /**
   * Adds the blocks and the number of steps to a state.
   *
   * @param prefix of their names
   * @param layout of the parameters
   */
  public void addTo(State state, String prefix, Layout layout) {
    for (String name : names()) {
      state.block(prefix + name, new Parameters(layout, moment(name)));
    }
    state.count(prefix + "steps", this::steps, this::countFrom);
  }

  /**
   * Sets the number of steps taken.
   *
   * @param taken 0 or more
   */
  public void countFrom(long taken) {
    steps.set(taken);
  }

  /** Steps taken. */
  public long steps() {
    return steps.get();
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
