package io.github.tapehead.kernels;

import io.github.tapehead.kernels.GuardedMatrix.Placement;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.SplittableRandom;

/** The guarded buffers of one call. */
final class KernelBuffers implements AutoCloseable {
  final Matrix[] matrices;
  private final Arena arena = Arena.ofConfined();
  private final List<Argument> arguments;
  private final List<GuardedMatrix> guarded;

  /** Buffers with their content: what the case gives, noise in gradients, NaN elsewhere. */
  KernelBuffers(List<Argument> arguments, Placement placement) {
    this.arguments = arguments;
    guarded = arguments.stream().map(a -> new GuardedMatrix(arena, a, placement)).toList();
    matrices = guarded.stream().map(g -> g.matrix).toArray(Matrix[]::new);
    for (int i = 0; i < guarded.size(); i++) {
      Argument argument = arguments.get(i);
      guarded
          .get(i)
          .fill(argument.role() == Argument.Role.GRADIENT ? noise(argument) : argument.values());
    }
  }

  /** What a gradient holds before a call. */
  static double[] noise(Argument argument) {
    SplittableRandom random = new SplittableRandom(argument.name().hashCode());
    return random
        .doubles((long) argument.rows() * argument.columns(), -1, 1)
        .map(x -> (float) x)
        .toArray();
  }

  /** Sets all gradients to zero. */
  void clearGradients() {
    for (int i = 0; i < guarded.size(); i++) {
      if (arguments.get(i).role() == Argument.Role.GRADIENT) {
        guarded.get(i).fill(new double[arguments.get(i).rows() * arguments.get(i).columns()]);
      }
    }
  }

  double[] values(int index) {
    return guarded.get(index).values();
  }

  /** Brings back the content before the call. */
  void restore() {
    for (int i = 0; i < matrices.length; i++) {
      if (arguments.get(i).role() != Argument.Role.SCRATCH) {
        guarded.get(i).restore();
      }
    }
  }

  /** Fails if a guard, a pad or an input has changed. */
  void verify(String when) {
    guarded.forEach(g -> g.verify(when));
  }

  @Override
  public void close() {
    arena.close();
  }
}
