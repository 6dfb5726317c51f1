package io.github.tapehead.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tapehead.kernels.Matrix;
import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;

class OptimizerStateTest {
  private static final int N = 32;

  private final Arena arena = Arena.ofAuto();
  private final Matrix parameters = Matrix.allocate(arena, 1, N);
  private final Matrix gradients = Matrix.allocate(arena, 1, N);

  @Test
  void rmsPropFollowsGraves() {
    gradients.fill(2);
    var state = new OptimizerState(new Optimizer.RmsProp(), N, arena);
    state.step(parameters, gradients, 0.01f);
    double squares = 0.05 * 4;
    double mean = 0.05 * 2;
    double velocity = -0.01 * 2 / Math.sqrt(squares - mean * mean + 1e-4);
    assertEquals(squares, state.moment("squares").get(0, 5), 1e-6);
    assertEquals(mean, state.moment("means").get(0, 5), 1e-6);
    assertEquals(velocity, parameters.get(0, 5), 1e-6);
    state.step(parameters, gradients, 0.01f);
    squares = 0.95 * squares + 0.05 * 4;
    mean = 0.95 * mean + 0.05 * 2;
    double second = 0.9 * velocity - 0.01 * 2 / Math.sqrt(squares - mean * mean + 1e-4);
    assertEquals(velocity + second, parameters.get(0, 31), 1e-6);
    assertEquals(2, state.steps());
  }

  @Test
  void adamsFirstStepsAreAsLongAsTheRate() {
    gradients.fill(-3);
    var state = new OptimizerState(new Optimizer.Adam(), N, arena);
    state.step(parameters, gradients, 0.01f);
    assertEquals(0.01, parameters.get(0, 0), 1e-6);
    state.step(parameters, gradients, 0.01f);
    assertEquals(0.02, parameters.get(0, 0), 1e-6);
  }

  @Test
  void momentumCarriesOn() {
    gradients.fill(1);
    var state = new OptimizerState(new Optimizer.Sgd(0.5f), N, arena);
    state.step(parameters, gradients, 0.1f);
    state.step(parameters, gradients, 0.1f);
    assertEquals(-0.25, parameters.get(0, 0), 1e-6);
    assertEquals(-0.15, state.moment("velocity").get(0, 0), 1e-6);
  }

  @Test
  void unknownMomentsAreNamed() {
    var state = new OptimizerState(new Optimizer.Sgd(), N, arena);
    var error = assertThrows(IllegalArgumentException.class, () -> state.moment("squares"));
    assertEquals("moment: squares, expected one of [velocity]", error.getMessage());
  }
}
