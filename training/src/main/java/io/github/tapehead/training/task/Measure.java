package io.github.tapehead.training.task;

import io.github.tapehead.kernels.Matrix;
import java.util.Objects;
import java.util.function.ToDoubleBiFunction;

/**
 * A figure that a task computes from a batch and a network's outputs, beside the loss and the wrong
 * bits that every task has: how many bits an ideal predictor would need, or how many answers are
 * right.
 *
 * @param name what tables call it, such as {@code optimum, bits}
 * @param of computes the figure of a batch from it and from the logits, [steps·size × outputs]; the
 *     figure of several batches is the mean of theirs
 */
public record Measure(String name, ToDoubleBiFunction<Batch, Matrix> of) {
  /** Requires both. */
  public Measure {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(of, "of");
  }
}
