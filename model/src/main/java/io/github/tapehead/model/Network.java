package io.github.tapehead.model;

import io.github.tapehead.kernels.Matrix;
import java.lang.foreign.Arena;

/**
 * A network of one worker: packed weights, tape and scratch for a batch of up to a number of time
 * steps, in one arena. Controller and memory run through time; the output layer, {@code [h_t ;
 * r_t]·w + b}, is computed for all time steps at once.
 *
 * <p>Use: {@link #load} parameters (again after each update), fill {@link #inputs}, {@link
 * #forward}, look at {@link #logits}; for gradients fill {@link #dLogits} and call {@link
 * #backward}. None of these allocates. Results of a step stay readable until the next forward.
 *
 * <p>One thread at a time may use it; networks of different workers are independent and may load
 * the same parameters.
 */
public final class Network implements AutoCloseable {
  private final NetworkConfiguration configuration;
  private final Layout layout;
  private final int batch;
  private final int maxSteps;
  private final Arena arena = Arena.ofShared();
  private final Signals signals;
  private final NetworkParts parts;
  private final Sequence logits;
  private final Sequence dLogits;

  /**
   * Allocates everything.
   *
   * @param batch sequences that run side by side, 1 or more
   * @param maxSteps the longest sequence, 1 or more
   * @throws IllegalArgumentException if a size is not positive or the tape does not fit a block
   */
  public Network(NetworkConfiguration configuration, int batch, int maxSteps) {
    if (batch < 1 || maxSteps < 1) {
      throw new IllegalArgumentException(
          "network: batch " + batch + ", steps " + maxSteps + ", expected 1 or more of each");
    }
    this.configuration = configuration;
    this.batch = batch;
    this.maxSteps = maxSteps;
    layout = Layout.of(configuration);
    signals = Signals.overTime(configuration, batch, maxSteps, arena);
    parts = new NetworkParts(signals, new PackedWeights(layout, arena));
    logits = signals.steps(configuration.outputs());
    dLogits = signals.steps(configuration.outputs());
  }

  /** The configuration. */
  public NetworkConfiguration configuration() {
    return configuration;
  }

  /** The layout of its parameters and gradients. */
  public Layout layout() {
    return layout;
  }

  /** Sequences that run side by side. */
  public int batch() {
    return batch;
  }

  /** The longest sequence. */
  public int maxSteps() {
    return maxSteps;
  }

  /**
   * Takes over parameters: packs the weights and sets the initial state. Biases are read from the
   * block itself. Call it again after each update.
   *
   * @throws IllegalArgumentException if they have another layout
   */
  public void load(Parameters parameters) {
    requireLayout("parameters", parameters);
    parts.loadAndPack(parameters);
  }

  /**
   * The inputs of a sequence, to be filled element by element: a view of some columns of the rows
   * that hold the network's state, too.
   *
   * @return [steps · batch × inputs]; row t · batch + b
   */
  public Matrix inputs(int steps) {
    requireSteps(steps);
    return signals.inputs().first(steps);
  }

  /** Runs the network over the inputs, from the initial state. */
  public void forward(int steps) {
    requireSteps(steps);
    for (int t = 0; t < steps; t++) {
      parts.forward(t);
    }
    parts.output().forwardAll(logits.first(steps), steps);
    dLogits.first(steps).zero();
  }

  /** The outputs before the logistic function, [steps · batch × outputs]; row t · batch + b. */
  public Matrix logits(int steps) {
    requireSteps(steps);
    return logits.first(steps);
  }

  /** The gradient of the logits, to be filled after forward, which zeroes it. */
  public Matrix dLogits(int steps) {
    requireSteps(steps);
    return dLogits.first(steps);
  }

  /**
   * Adds the gradients of all parameters, for the sequence that ran forward last.
   *
   * <p>After a sequence with numbers that are not finite, gradients of later ones may not be finite
   * either: such numbers stay in the pads of the tape. Another network is then needed.
   *
   * @param gradients added to
   * @throws IllegalArgumentException if they have another layout
   */
  public void backward(int steps, Parameters gradients) {
    requireSteps(steps);
    requireLayout("gradients", gradients);
    signals.beginBackward(steps);
    parts.backward(dLogits.first(steps), steps, gradients, signals.gemmScratch());
  }

  /** The top layer's hidden state after step t, [batch × hidden]. */
  public Matrix hidden(int t) {
    return signals.hidden().at(t + 1);
  }

  /**
   * A layer's cell state after step t, [batch × hidden].
   *
   * @throws IllegalStateException if the controller has no cells
   */
  public Matrix cell(int layer, int t) {
    Sequence cell = parts.controller().cell(layer);
    if (cell == null) {
      throw new IllegalStateException(
          "controller: " + configuration.controller() + ", expected one with cells");
    }
    return cell.at(t + 1);
  }

  /**
   * The read vectors after step t, [batch × heads · width].
   *
   * @throws IllegalStateException if there is no memory
   */
  public Matrix reads(int t) {
    requireMemory();
    return signals.reads().at(t + 1);
  }

  /**
   * The weightings of the write heads in step t, [batch · heads × locations]; row b · heads + head.
   *
   * @throws IllegalStateException if there is no memory
   */
  public Matrix writeWeighting(int t) {
    return requireMemory().writeWeighting().at(t + 1);
  }

  /**
   * The weightings of the read heads in step t, [batch · heads × locations]; row b · heads + head.
   *
   * @throws IllegalStateException if there is no memory
   */
  public Matrix readWeighting(int t) {
    return requireMemory().readWeighting().at(t + 1);
  }

  /**
   * The memory after step t, [batch · width × locations]; row b · width + component.
   *
   * @throws IllegalStateException if there is no memory
   */
  public Matrix memory(int t) {
    return requireMemory().memory().at(t + 1);
  }

  /** Frees the memory; views of it fail from then on. */
  @Override
  public void close() {
    arena.close();
  }

  private Memory requireMemory() {
    Memory memory = parts.memory();
    if (memory == null) {
      throw new IllegalStateException("memory: " + configuration.memory() + ", expected one");
    }
    return memory;
  }

  private void requireSteps(int steps) {
    if (steps < 1 || steps > maxSteps) {
      throw new IllegalArgumentException("steps: " + steps + ", expected from 1 to " + maxSteps);
    }
  }

  private void requireLayout(String name, Parameters parameters) {
    if (!parameters.layout().fits(configuration)) {
      throw new IllegalArgumentException(name + ": of another configuration");
    }
  }
}
