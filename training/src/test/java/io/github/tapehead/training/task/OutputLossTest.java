package io.github.tapehead.training.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tapehead.kernels.Matrix;
import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutputLossTest {
  private static final float[] LOGITS = {0.5f, -1, 2};

  private final Matrix logits = row(LOGITS);
  private final Matrix targets = row(0, 0, 1);
  private final Matrix mask = row(1);
  private final Matrix scratch = Matrix.allocate(Arena.ofAuto(), 1, Matrix.aligned(3));

  @Test
  void probabilitiesOfBitsAreTheLogisticFunctionAndThoseOfSymbolsTheSoftmax() {
    double[] sigmoid = new double[3];
    double[] softmax = new double[3];
    double sum = Math.exp(0.5) + Math.exp(-1) + Math.exp(2);
    for (int i = 0; i < 3; i++) {
      sigmoid[i] = 1 / (1 + Math.exp(-LOGITS[i]));
      softmax[i] = Math.exp(LOGITS[i]) / sum;
    }
    assertArrayEquals(sigmoid, OutputLoss.BITS.probabilities(logits, 0), 1e-12);
    assertArrayEquals(softmax, OutputLoss.SYMBOL.probabilities(logits, 0), 1e-12);
  }

  @Test
  void probabilitiesOfFarLogitsAreFinite() {
    double[] p = OutputLoss.SYMBOL.probabilities(row(2000, 0, 2000), 0);
    assertArrayEquals(new double[] {0.5, 0, 0.5}, p, 1e-12);
  }

  @ParameterizedTest
  @EnumSource(OutputLoss.class)
  void lossGradientAndWrongCountBelongTogether(OutputLoss loss) {
    double[] p = loss.probabilities(logits, 0);
    double expected = -Math.log(p[2]);
    Matrix gradient = row(0, 0, 0);
    loss.backward(gradient, logits, targets, mask, 2, scratch);
    for (int i = 0; i < 3; i++) {
      assertEquals(2 * (p[i] - targets.get(0, i)), gradient.get(0, i), 1e-5);
    }
    if (loss == OutputLoss.BITS) {
      expected -= Math.log(1 - p[0]) + Math.log(1 - p[1]);
    }
    assertEquals(expected, loss.forward(logits, targets, mask, scratch), 1e-5);
    // The first bit is taken for a 1; the third symbol is the likeliest.
    assertEquals(loss == OutputLoss.BITS ? 1 : 0, loss.wrong(logits, targets, mask));
  }

  private static Matrix row(float... values) {
    Matrix row = Matrix.allocate(Arena.ofAuto(), 1, values.length);
    for (int i = 0; i < values.length; i++) {
      row.set(0, i, values[i]);
    }
    return row;
  }
}
