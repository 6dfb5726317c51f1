package io.github.tapehead.model;

import io.github.tapehead.kernels.Bias;
import io.github.tapehead.kernels.LocationNorms;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.kernels.Tanh;
import java.util.List;

/**
 * What the memories hold before the first step, the same for all samples of a batch: one number;
 * {@code M_0 = tanh(initial.memory)} of parameters that are learned, or random and left alone; or
 * {@code M_0 = initial.memory}, given and left alone.
 */
final class InitialContent {
  /** The tensor of a memory that is learned, random or given. */
  static final String NAME = "initial.memory";

  private static final double DEVIATION = 0.5;

  private final InitialMemory kind;
  private final Matrix memory;
  private final Matrix norms;
  private final Components components;
  private final Components dComponents;
  private final Matrix content;
  private final Matrix dContent;

  /** The memory of one sample as the kernels want it, and where its rows are in all samples. */
  private record Components(Matrix sample, Matrix[] rows, Matrix[] ofAllSamples) {
    static Components of(Signals signals, Matrix memory) {
      NetworkConfiguration c = signals.configuration();
      int width = c.width();
      Matrix sample = Matrix.allocate(signals.allocator(), width, c.locations());
      Matrix[] rows = new Matrix[width];
      Matrix[] ofAllSamples = new Matrix[width];
      for (int m = 0; m < width; m++) {
        rows[m] = sample.rows(m, 1);
        ofAllSamples[m] = memory.everyRow(m, width);
      }
      return new Components(sample, rows, ofAllSamples);
    }
  }

  /** The tensor, if there is one. */
  static List<TensorSpec> tensors(NetworkConfiguration c) {
    return switch (c.initialMemory()) {
      case InitialMemory.Constant _ -> List.of();
      case InitialMemory.Learned _, InitialMemory.Random _ ->
          tensors(c, StartingValues.normal(DEVIATION));
      case InitialMemory.Given _ ->
          tensors(
              c,
              StartingValues.uniform((float) (1 / Math.sqrt((double) c.locations() + c.width()))));
    };
  }

  private static List<TensorSpec> tensors(NetworkConfiguration c, StartingValues start) {
    return List.of(new TensorSpec(NAME, c.locations(), TensorSpec.dense(c.width()), start));
  }

  /**
   * Fills the entries 0 of a worker's sequences.
   *
   * @param memory [batch · width × locations]
   * @param norms [batch × locations]
   * @param dMemory the gradient of the memory; at the end of a backward pass, that of entry 0; null
   *     in a network that only runs forward
   */
  InitialContent(Signals signals, Matrix memory, Matrix norms, Matrix dMemory) {
    NetworkConfiguration c = signals.configuration();
    this.memory = memory;
    this.norms = norms;
    kind = c.initialMemory();
    boolean constant = kind instanceof InitialMemory.Constant;
    boolean learned = signals.trains() && kind instanceof InitialMemory.Learned;
    components = constant ? null : Components.of(signals, memory);
    dComponents = learned ? Components.of(signals, dMemory) : null;
    content = constant ? null : Matrix.allocate(signals.allocator(), c.locations(), c.width());
    dContent = learned ? Matrix.allocate(signals.allocator(), c.locations(), c.width()) : null;
    if (kind instanceof InitialMemory.Constant(float value)) {
      memory.fill(value);
      LocationNorms.forward(norms, memory);
    }
  }

  void load(Parameters parameters) {
    if (components == null) {
      return;
    }
    if (kind instanceof InitialMemory.Given) {
      content.copyFrom(parameters.matrix(NAME));
    } else {
      Tanh.forward(content, parameters.matrix(NAME));
    }
    transpose(components.sample, content);
    for (int m = 0; m < components.rows.length; m++) {
      Bias.forward(components.ofAllSamples[m], components.rows[m]);
    }
    LocationNorms.forward(norms, memory);
  }

  /** Adds the gradient of what is learned. */
  void backward(Parameters gradients) {
    if (dComponents == null) {
      return;
    }
    dComponents.sample.zero();
    for (int m = 0; m < dComponents.rows.length; m++) {
      Bias.backward(dComponents.rows[m], dComponents.ofAllSamples[m]);
    }
    transpose(dContent, dComponents.sample);
    Tanh.backward(gradients.matrix(NAME), dContent, content);
  }

  private static void transpose(Matrix out, Matrix in) {
    for (int r = 0; r < out.rows(); r++) {
      for (int c = 0; c < out.columns(); c++) {
        out.set(r, c, in.get(c, r));
      }
    }
  }
}
