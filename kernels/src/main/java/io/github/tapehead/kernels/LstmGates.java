package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.Simd.F;
import static io.github.tapehead.kernels.Simd.LANES;
import static io.github.tapehead.kernels.Simd.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * The gates, cell and hidden state of an LSTM step (Hochreiter and Schmidhuber 1997, with forget
 * gate, without peepholes), from the pre-activations z of the gates i, f, o, g.
 *
 * <pre>
 *   i, f, o = σ(z)    g = tanh(z)    c = f · c' + i · g    h = o · tanh(c)
 *
 *   do = dh · tanh(c)     dc += dh · o · (1 − tanh²(c))
 *   di = dc · g    df = dc · c'    dg = dc · i    dc' = dc · f
 * </pre>
 *
 * <p>A row of {@code gates} holds the four gates one behind the other, each in {@link #gateColumns}
 * floats.
 */
public final class LstmGates {
  private LstmGates() {}

  /** Floats that a gate of {@code hidden} units takes: whole vectors. */
  public static int gateColumns(int hidden) {
    return Simd.padded(hidden);
  }

  /**
   * One step.
   *
   * @param hidden h, [batch × hidden], overwritten
   * @param cell c, [batch × hidden], overwritten
   * @param tanhCell tanh(c), [batch × hidden], overwritten
   * @param gates in: z; out: the activated gates, [batch × 4 · gateColumns]; zero in the pad of z
   * @param previousCell c', [batch × hidden]
   */
  public static void forward(
      Matrix hidden, Matrix cell, Matrix tanhCell, Matrix gates, Matrix previousCell) {
    int rows = hidden.rows();
    int n = hidden.columns();
    int gate = gateColumns(n);
    Shapes.requirePadded("hidden", hidden, rows, n);
    Shapes.requirePadded("cell", cell, rows, n);
    Shapes.requirePadded("tanhCell", tanhCell, rows, n);
    Shapes.requirePadded("gates", gates, rows, 4 * gate);
    Shapes.requirePadded("previousCell", previousCell, rows, n);
    MemorySegment z = gates.segment();
    long gateBytes = (long) gate * Float.BYTES;
    for (int r = 0; r < rows; r++) {
      long zo = gates.row(r);
      Sigmoid.forward(z, zo, z, zo, 3 * gate);
      VectorMath.tanh(z, zo + 3 * gateBytes, z, zo + 3 * gateBytes, gate);
      cell(
          cell.segment(),
          cell.row(r),
          z,
          zo,
          gateBytes,
          previousCell.segment(),
          previousCell.row(r),
          n);
      VectorMath.tanh(tanhCell.segment(), tanhCell.row(r), cell.segment(), cell.row(r), n);
      multiply(
          hidden.segment(),
          hidden.row(r),
          z,
          zo + 2 * gateBytes,
          tanhCell.segment(),
          tanhCell.row(r),
          n);
    }
  }

  /**
   * The gradient of one step.
   *
   * @param dGates dz, [batch × 4 · gateColumns], overwritten
   * @param dCell in: the gradient of c from the step after; out: that of c', [batch × hidden]
   * @param dHidden dh, [batch × hidden]
   * @param gates the activated gates
   * @param tanhCell tanh(c)
   * @param previousCell c'
   */
  public static void backward(
      Matrix dGates,
      Matrix dCell,
      Matrix dHidden,
      Matrix gates,
      Matrix tanhCell,
      Matrix previousCell) {
    int rows = dHidden.rows();
    int n = dHidden.columns();
    int gate = gateColumns(n);
    Shapes.requirePadded("dGates", dGates, rows, 4 * gate);
    Shapes.requirePadded("dCell", dCell, rows, n);
    Shapes.requirePadded("dHidden", dHidden, rows, n);
    Shapes.requirePadded("gates", gates, rows, 4 * gate);
    Shapes.requirePadded("tanhCell", tanhCell, rows, n);
    Shapes.requirePadded("previousCell", previousCell, rows, n);
    long gateBytes = (long) gate * Float.BYTES;
    for (int r = 0; r < rows; r++) {
      outputGate(
          dGates.segment(),
          dGates.row(r) + 2 * gateBytes,
          dCell.segment(),
          dCell.row(r),
          dHidden.segment(),
          dHidden.row(r),
          gates.segment(),
          gates.row(r) + 2 * gateBytes,
          tanhCell.segment(),
          tanhCell.row(r),
          n);
      inputGates(
          dGates.segment(),
          dGates.row(r),
          dCell.segment(),
          dCell.row(r),
          gates.segment(),
          gates.row(r),
          gateBytes,
          previousCell.segment(),
          previousCell.row(r),
          n);
    }
  }

  private static void cell(
      MemorySegment c,
      long co,
      MemorySegment z,
      long zo,
      long gateBytes,
      MemorySegment p,
      long po,
      int n) {
    for (int j = 0; j < n; j += LANES) {
      long lane = (long) j * Float.BYTES;
      FloatVector in =
          FloatVector.fromMemorySegment(F, z, zo + lane, ORDER)
              .mul(FloatVector.fromMemorySegment(F, z, zo + 3 * gateBytes + lane, ORDER));
      FloatVector.fromMemorySegment(F, z, zo + gateBytes + lane, ORDER)
          .fma(FloatVector.fromMemorySegment(F, p, po + lane, ORDER), in)
          .intoMemorySegment(c, co + lane, ORDER);
    }
  }

  private static void multiply(
      MemorySegment h, long ho, MemorySegment x, long xo, MemorySegment y, long yo, int n) {
    for (int j = 0; j < n; j += LANES) {
      long lane = (long) j * Float.BYTES;
      FloatVector.fromMemorySegment(F, x, xo + lane, ORDER)
          .mul(FloatVector.fromMemorySegment(F, y, yo + lane, ORDER))
          .intoMemorySegment(h, ho + lane, ORDER);
    }
  }

  private static void outputGate(
      MemorySegment dz,
      long dzo,
      MemorySegment dc,
      long dco,
      MemorySegment dh,
      long dho,
      MemorySegment o,
      long oo,
      MemorySegment tanh,
      long to,
      int n) {
    for (int j = 0; j < n; j += LANES) {
      long lane = (long) j * Float.BYTES;
      FloatVector gradient = FloatVector.fromMemorySegment(F, dh, dho + lane, ORDER);
      FloatVector gate = FloatVector.fromMemorySegment(F, o, oo + lane, ORDER);
      FloatVector t = FloatVector.fromMemorySegment(F, tanh, to + lane, ORDER);
      FloatVector slope = gate.sub(gate.mul(gate));
      gradient.mul(t).mul(slope).intoMemorySegment(dz, dzo + lane, ORDER);
      FloatVector through = gradient.mul(gate);
      FloatVector inner = t.mul(t).neg().fma(through, through);
      FloatVector.fromMemorySegment(F, dc, dco + lane, ORDER)
          .add(inner)
          .intoMemorySegment(dc, dco + lane, ORDER);
    }
  }

  private static void inputGates(
      MemorySegment dz,
      long dzo,
      MemorySegment dc,
      long dco,
      MemorySegment z,
      long zo,
      long gateBytes,
      MemorySegment p,
      long po,
      int n) {
    for (int j = 0; j < n; j += LANES) {
      long lane = (long) j * Float.BYTES;
      FloatVector gradient = FloatVector.fromMemorySegment(F, dc, dco + lane, ORDER);
      FloatVector i = FloatVector.fromMemorySegment(F, z, zo + lane, ORDER);
      FloatVector f = FloatVector.fromMemorySegment(F, z, zo + gateBytes + lane, ORDER);
      FloatVector g = FloatVector.fromMemorySegment(F, z, zo + 3 * gateBytes + lane, ORDER);
      gradient.mul(g).mul(i.sub(i.mul(i))).intoMemorySegment(dz, dzo + lane, ORDER);
      FloatVector forget = f.sub(f.mul(f));
      gradient
          .mul(FloatVector.fromMemorySegment(F, p, po + lane, ORDER))
          .mul(forget)
          .intoMemorySegment(dz, dzo + gateBytes + lane, ORDER);
      FloatVector candidate = gradient.mul(i);
      g.mul(g)
          .neg()
          .fma(candidate, candidate)
          .intoMemorySegment(dz, dzo + 3 * gateBytes + lane, ORDER);
      gradient.mul(f).intoMemorySegment(dc, dco + lane, ORDER);
    }
  }
}
