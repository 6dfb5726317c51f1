package io.github.tapehead.model;

import static io.github.tapehead.model.Nodes.each;
import static io.github.tapehead.model.Nodes.map;
import static io.github.tapehead.model.Nodes.slice;

import java.util.Arrays;

/** The oracle's heads and memory operations; memory is [location][width]. */
final class DoubleMemory {
  private final NetworkConfiguration c;
  private final Tape tape;
  private int clipped;
  private int parameters;

  /** The parameters of one head; erase and add only of write heads. */
  record Head(
      int[] key, int strength, int gate, int[] shift, int sharpening, int[] erase, int[] add) {}

  DoubleMemory(NetworkConfiguration configuration, Tape tape) {
    this.c = configuration;
    this.tape = tape;
  }

  /** How many of the raw parameters were clipped since this was made, from 0 to 1. */
  double clippedShare() {
    return (double) clipped / parameters;
  }

  /** Cuts the product into the parameters of every head. */
  Head[] heads(int[] product) {
    int[] p = product;
    if (c.headClip() != 0) {
      p = map(product, a -> tape.clip(a, c.headClip()));
      parameters += p.length;
      clipped += (int) Arrays.stream(product).filter(this::isClipped).count();
    }
    int heads = c.writeHeads() + c.readHeads();
    int shifts = 2 * c.shiftRange() + 1;
    int m = c.width();
    int strengths = heads * m;
    int gates = strengths + heads;
    int shift = gates + heads;
    int sharpenings = shift + heads * shifts;
    int erases = sharpenings + heads;
    int adds = erases + c.writeHeads() * m;
    Head[] result = new Head[heads];
    for (int j = 0; j < heads; j++) {
      boolean writes = j < c.writeHeads();
      result[j] =
          new Head(
              activated(HeadPart.KEY, slice(p, j * m, m)),
              activated(HeadPart.KEY_STRENGTH, slice(p, strengths + j, 1))[0],
              activated(HeadPart.GATE, slice(p, gates + j, 1))[0],
              activated(HeadPart.SHIFT, slice(p, shift + j * shifts, shifts)),
              activated(HeadPart.SHARPENING, slice(p, sharpenings + j, 1))[0],
              writes ? activated(HeadPart.ERASE, slice(p, erases + j * m, m)) : null,
              writes ? activated(HeadPart.ADD, slice(p, adds + j * m, m)) : null);
    }
    return result;
  }

  private int[] activated(HeadPart part, int[] raw) {
    return switch (c.activations().of(part)) {
      case TANH -> map(raw, tape::tanh);
      case IDENTITY -> raw;
      case SIGMOID -> map(raw, tape::sigmoid);
      case RELU -> map(raw, tape::relu);
      case SOFTPLUS -> map(raw, tape::softplus);
      case EXP -> map(raw, tape::exp);
      case ONE_PLUS_SOFTPLUS -> map(raw, x -> tape.plusConstant(tape.softplus(x), 1));
      case ONE_PLUS_RELU -> map(raw, x -> tape.plusConstant(tape.relu(x), 1));
      case SOFTMAX -> tape.softmax(raw);
      case SOFTMAX_RELU -> tape.softmax(map(raw, tape::relu));
    };
  }

  private boolean isClipped(int node) {
    return Math.abs(tape.value(node)) >= c.headClip();
  }

  /** The weighting of a head, equations 5 to 9. */
  int[] address(Head head, int[][] memory, int[] previous) {
    int n = c.locations();
    int keyNorm = tape.norm(head.key);
    int[] similarity = // (6)
        each(
            n,
            i -> {
              int norms = tape.plusConstant(tape.mul(keyNorm, tape.norm(memory[i])), 1e-8);
              return tape.div(tape.dot(head.key, memory[i]), norms);
            });
    int[] content = tape.softmax(map(similarity, k -> tape.mul(head.strength, k))); // (5)
    int other = tape.oneMinus(head.gate);
    int[] gated = // (7)
        each(n, i -> tape.add(tape.mul(head.gate, content[i]), tape.mul(other, previous[i])));
    int range = c.shiftRange();
    int[] shifted = // (8)
        each(
            n,
            i -> {
              int[] from = each(2 * range + 1, j -> gated[Math.floorMod(i - (j - range), n)]);
              return tape.dot(head.shift, from);
            });
    return tape.softmax( // (9)
        map(shifted, ws -> tape.mul(head.sharpening, tape.log(tape.plusConstant(ws, 1e-16)))));
  }

  /** Equations 3 and 4. */
  int[][] write(int[][] before, int[][] w, Head[] heads) {
    int[][] after = new int[before.length][c.width()];
    for (int i = 0; i < before.length; i++) {
      for (int m = 0; m < c.width(); m++) {
        int value = before[i][m];
        for (int j = 0; j < c.writeHeads(); j++) {
          value = tape.mul(value, tape.oneMinus(tape.mul(w[j][i], heads[j].erase[m])));
        }
        for (int j = 0; j < c.writeHeads(); j++) {
          value = tape.add(value, tape.mul(w[j][i], heads[j].add[m]));
        }
        after[i][m] = value;
      }
    }
    return after;
  }

  /** Equation 2. */
  int[] read(int[][] memory, int[] w) {
    return each(c.width(), m -> tape.dot(w, each(w.length, i -> memory[i][m])));
  }
}
