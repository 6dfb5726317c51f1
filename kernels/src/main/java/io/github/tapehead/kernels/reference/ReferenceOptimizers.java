package io.github.tapehead.kernels.reference;

import static io.github.tapehead.kernels.reference.ReferenceLayers.add;

import io.github.tapehead.kernels.Matrix;

/** Gradient clipping and the updates of parameters, as plain loops over a row. */
public final class ReferenceOptimizers {
  private ReferenceOptimizers() {}

  /** {@link io.github.tapehead.kernels.GradientClip#byValue}. */
  public static void clipByValue(Matrix gradients, float limit) {
    for (int i = 0; i < gradients.columns(); i++) {
      gradients.set(0, i, Math.clamp(gradients.get(0, i), -limit, limit));
    }
  }

  /** {@link io.github.tapehead.kernels.GradientClip#byNorm}. */
  public static double clipByNorm(Matrix gradients, float maxNorm) {
    double norm = norm(gradients);
    if (norm > maxNorm && norm < Double.POSITIVE_INFINITY) {
      for (int i = 0; i < gradients.columns(); i++) {
        gradients.set(0, i, gradients.get(0, i) * (float) (maxNorm / norm));
      }
    }
    return norm;
  }

  /** {@link io.github.tapehead.kernels.GradientClip#norm}. */
  public static double norm(Matrix gradients) {
    double sum = 0;
    for (int i = 0; i < gradients.columns(); i++) {
      sum += gradients.get(0, i) * gradients.get(0, i);
    }
    return Math.sqrt(sum);
  }

  /** {@link io.github.tapehead.kernels.GravesRmsProp#step}. */
  public static void gravesRmsProp(
      Matrix parameters,
      Matrix squares,
      Matrix means,
      Matrix velocity,
      Matrix gradients,
      float rate,
      float decay,
      float momentum,
      float epsilon) {
    for (int i = 0; i < parameters.columns(); i++) {
      float g = gradients.get(0, i);
      float n = decay * squares.get(0, i) + (1 - decay) * g * g;
      float m = decay * means.get(0, i) + (1 - decay) * g;
      float variance = Math.max(n - m * m, 0);
      float step = rate * g / (float) Math.sqrt(variance + epsilon);
      squares.set(0, i, n);
      means.set(0, i, m);
      velocity.set(0, i, momentum * velocity.get(0, i) - step);
      add(parameters, 0, i, velocity.get(0, i));
    }
  }

  /** {@link io.github.tapehead.kernels.Axpy#forward}. */
  public static void axpy(Matrix y, float factor, Matrix x) {
    for (int r = 0; r < y.rows(); r++) {
      for (int c = 0; c < y.columns(); c++) {
        y.set(r, c, Math.fma(factor, x.get(r, c), y.get(r, c)));
      }
    }
  }

  /** {@link io.github.tapehead.kernels.Momentum#step}. */
  public static void momentum(
      Matrix parameters, Matrix velocity, Matrix gradients, float rate, float momentum) {
    for (int i = 0; i < parameters.columns(); i++) {
      velocity.set(0, i, momentum * velocity.get(0, i) - rate * gradients.get(0, i));
      add(parameters, 0, i, velocity.get(0, i));
    }
  }

  /** {@link io.github.tapehead.kernels.Adam#step}. */
  public static void adam(
      Matrix parameters,
      Matrix means,
      Matrix squares,
      Matrix gradients,
      float rate,
      float beta1,
      float beta2,
      float epsilon,
      long step) {
    double meanCorrection = 1 - Math.pow(beta1, step);
    double squareCorrection = 1 - Math.pow(beta2, step);
    for (int i = 0; i < parameters.columns(); i++) {
      float g = gradients.get(0, i);
      float m = beta1 * means.get(0, i) + (1 - beta1) * g;
      float v = beta2 * squares.get(0, i) + (1 - beta2) * g * g;
      means.set(0, i, m);
      squares.set(0, i, v);
      add(
          parameters,
          0,
          i,
          (float) (-rate * (m / meanCorrection) / (Math.sqrt(v / squareCorrection) + epsilon)));
    }
  }
}
