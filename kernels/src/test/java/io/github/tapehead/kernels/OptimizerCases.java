package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.GemmCases.roundings;
import static io.github.tapehead.kernels.Values.uniform;

import io.github.tapehead.kernels.KernelCases.Size;
import io.github.tapehead.kernels.reference.ReferenceOptimizers;
import java.util.stream.Stream;

/** Cases of sums, clipping and optimisers: rows of n parameters, forward only. */
final class OptimizerCases {
  private OptimizerCases() {}

  static Stream<KernelCase> at(Size size) {
    int n = size.n() * size.batch();
    return Stream.of(
        axpy(n), clipByValue(n), clipByNorm(n), norm(n), rmsProp(n), momentum(n), adam(n));
  }

  private static KernelCase axpy(int n) {
    return new CaseBuilder("Axpy " + n)
        .updated("y", 1, n, uniform(-4, 4))
        .input("x", 1, n, uniform(-4, 4))
        .forward(
            m -> Axpy.forward(m[0], 0.3f, m[1]),
            m -> ReferenceOptimizers.axpy(m[0], 0.3f, m[1]),
            v -> {
              double[] y = v[0].clone();
              for (int i = 0; i < n; i++) {
                y[i] += 0.3f * v[1][i];
              }
              return new double[][] {y};
            })
        .build(4);
  }

  private static KernelCase clipByValue(int n) {
    return new CaseBuilder("GradientClip.byValue " + n)
        .updated("gradients", 1, n, uniform(-20, 20))
        .forward(
            m -> GradientClip.byValue(m[0], 10),
            m -> ReferenceOptimizers.clipByValue(m[0], 10),
            v -> new double[][] {Oracles.map(v[0], g -> Math.clamp(g, -10, 10))})
        .build(0);
  }

  private static KernelCase clipByNorm(int n) {
    return new CaseBuilder("GradientClip.byNorm " + n)
        .returned("norm")
        .updated("gradients", 1, n, uniform(-20, 20))
        .forward(
            m -> m[0].set(0, 0, (float) GradientClip.byNorm(m[1], 0.5f)),
            m -> m[0].set(0, 0, (float) ReferenceOptimizers.clipByNorm(m[1], 0.5f)),
            v -> {
              double norm = norm(v[0]);
              double factor = Math.min(1, 0.5 / norm);
              return new double[][] {{norm}, Oracles.map(v[0], g -> g * factor)};
            })
        .build(roundings(n));
  }

  private static KernelCase norm(int n) {
    return new CaseBuilder("GradientClip.norm " + n)
        .returned("norm")
        .input("gradients", 1, n, uniform(-20, 20))
        .forward(
            m -> m[0].set(0, 0, (float) GradientClip.norm(m[1])),
            m -> m[0].set(0, 0, (float) ReferenceOptimizers.norm(m[1])),
            v -> new double[][] {{norm(v[0])}})
        .build(roundings(n));
  }

  private static double norm(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }

  private static KernelCase rmsProp(int n) {
    return new CaseBuilder("GravesRmsProp " + n)
        .updated("parameters", 1, n, uniform(-1, 1))
        .updated("squares", 1, n, uniform(0.5, 1))
        .updated("means", 1, n, uniform(-0.3, 0.3))
        .updated("velocity", 1, n, uniform(-0.01, 0.01))
        .input("gradients", 1, n, uniform(-1, 1))
        .forward(
            m -> GravesRmsProp.step(m[0], m[1], m[2], m[3], m[4], 1e-2f, 0.95f, 0.9f, 1e-4f),
            m ->
                ReferenceOptimizers.gravesRmsProp(
                    m[0], m[1], m[2], m[3], m[4], 1e-2f, 0.95f, 0.9f, 1e-4f),
            v -> rmsProp(v[0], v[1], v[2], v[3], v[4]))
        .build(8);
  }

  private static double[][] rmsProp(
      double[] theta, double[] squares, double[] means, double[] velocity, double[] gradients) {
    double[][] out = {theta.clone(), squares.clone(), means.clone(), velocity.clone()};
    for (int i = 0; i < theta.length; i++) {
      double g = gradients[i];
      out[1][i] = 0.95f * squares[i] + (1 - 0.95f) * g * g;
      out[2][i] = 0.95f * means[i] + (1 - 0.95f) * g;
      double deviation = Math.sqrt(out[1][i] - out[2][i] * out[2][i] + 1e-4f);
      out[3][i] = 0.9f * velocity[i] - 1e-2f * g / deviation;
      out[0][i] = theta[i] + out[3][i];
    }
    return out;
  }

  private static KernelCase momentum(int n) {
    return new CaseBuilder("Momentum " + n)
        .updated("parameters", 1, n, uniform(-1, 1))
        .updated("velocity", 1, n, uniform(-0.1, 0.1))
        .input("gradients", 1, n, uniform(-1, 1))
        .forward(
            m -> Momentum.step(m[0], m[1], m[2], 0.1f, 0.9f),
            m -> ReferenceOptimizers.momentum(m[0], m[1], m[2], 0.1f, 0.9f),
            v -> {
              double[] velocity = v[1].clone();
              double[] theta = v[0].clone();
              for (int i = 0; i < n; i++) {
                velocity[i] = 0.9f * v[1][i] - 0.1f * v[2][i];
                theta[i] += velocity[i];
              }
              return new double[][] {theta, velocity};
            })
        .build(4);
  }

  private static KernelCase adam(int n) {
    return new CaseBuilder("Adam " + n)
        .updated("parameters", 1, n, uniform(-1, 1))
        .updated("means", 1, n, uniform(-0.3, 0.3))
        .updated("squares", 1, n, uniform(0.001, 1))
        .input("gradients", 1, n, uniform(-1, 1))
        .forward(
            m -> Adam.step(m[0], m[1], m[2], m[3], 1e-2f, 0.9f, 0.999f, 1e-8f, 3),
            m -> ReferenceOptimizers.adam(m[0], m[1], m[2], m[3], 1e-2f, 0.9f, 0.999f, 1e-8f, 3),
            v -> adam(v[0], v[1], v[2], v[3]))
        .build(8);
  }

  private static double[][] adam(
      double[] theta, double[] means, double[] squares, double[] gradients) {
    double[][] out = {theta.clone(), means.clone(), squares.clone()};
    for (int i = 0; i < theta.length; i++) {
      double g = gradients[i];
      out[1][i] = 0.9f * means[i] + (1 - 0.9f) * g;
      out[2][i] = 0.999f * squares[i] + (1 - 0.999f) * g * g;
      double mean = out[1][i] / (1 - Math.pow(0.9f, 3));
      double square = out[2][i] / (1 - Math.pow(0.999f, 3));
      out[0][i] = theta[i] - 1e-2f * mean / (Math.sqrt(square) + 1e-8f);
    }
    return out;
  }
}
