package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Interpolation between the content weighting and the previous weighting (Graves et al. 2014, eq.
 * 7).
 *
 * <pre>
 *   gated = previous + g · (content − previous)
 *   dContent += g · dGated     dPrevious += (1 − g) · dGated     dg += Σ dGated · (content − previous)
 * </pre>
 */
public final class Interpolation {
  private Interpolation() {}

  /**
   * Writes the gated weighting of one head for a batch.
   *
   * @param gated [batch × locations]; may be {@code content} or {@code previous} itself
   * @param content [batch × locations]
   * @param previous [batch × locations]
   * @param gate g, [batch × 1]
   */
  public static void forward(Matrix gated, Matrix content, Matrix previous, Matrix gate) {
    int batch = gated.rows();
    int n = gated.columns();
    Shapes.requirePadded("gated", gated, batch, n);
    Shapes.requirePadded("content", content, batch, n);
    Shapes.requirePadded("previous", previous, batch, n);
    Shapes.require("gate", gate, batch, 1);
    for (int b = 0; b < batch; b++) {
      forward(
          gated.segment(),
          gated.row(b),
          content.segment(),
          content.row(b),
          previous.segment(),
          previous.row(b),
          gate.get(b, 0),
          n);
    }
  }

  /**
   * Adds the gradients of both weightings and of the gate.
   *
   * @param dContent [batch × locations]
   * @param dPrevious [batch × locations]
   * @param dGate [batch × 1]
   * @param dGated [batch × locations]
   * @param content [batch × locations]
   * @param previous [batch × locations]
   * @param gate g, [batch × 1]
   */
  public static void backward(
      Matrix dContent,
      Matrix dPrevious,
      Matrix dGate,
      Matrix dGated,
      Matrix content,
      Matrix previous,
      Matrix gate) {
    int batch = dGated.rows();
    int n = dGated.columns();
    Shapes.requirePadded("dContent", dContent, batch, n);
    Shapes.requirePadded("dPrevious", dPrevious, batch, n);
    Shapes.require("dGate", dGate, batch, 1);
    Shapes.requirePadded("dGated", dGated, batch, n);
    Shapes.requirePadded("content", content, batch, n);
    Shapes.requirePadded("previous", previous, batch, n);
    Shapes.require("gate", gate, batch, 1);
    for (int b = 0; b < batch; b++) {
      MemorySegment d = dGated.segment();
      MemorySegment c = content.segment();
      MemorySegment p = previous.segment();
      float change =
          Reductions.dotDifference(d, dGated.row(b), c, content.row(b), p, previous.row(b), n);
      dGate.set(b, 0, dGate.get(b, 0) + change);
      float g = gate.get(b, 0);
      Rows.addScaled(dContent.segment(), dContent.row(b), d, dGated.row(b), g, n);
      Rows.addScaled(dPrevious.segment(), dPrevious.row(b), d, dGated.row(b), 1f - g, n);
    }
  }

  private static void forward(
      MemorySegment o,
      long oo,
      MemorySegment c,
      long co,
      MemorySegment p,
      long po,
      float gate,
      int n) {
    FloatVector g = FloatVector.broadcast(F, gate);
    for (int i = 0; i < n; i += LANES) {
      long lane = (long) i * Float.BYTES;
      FloatVector previous = FloatVector.fromMemorySegment(F, p, po + lane, ORDER);
      FloatVector.fromMemorySegment(F, c, co + lane, ORDER)
          .sub(previous)
          .fma(g, previous)
          .intoMemorySegment(o, oo + lane, ORDER);
    }
  }
}
