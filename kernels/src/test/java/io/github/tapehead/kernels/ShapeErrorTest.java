package io.github.tapehead.kernels;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.kernels.Argument.Role;
import io.github.tapehead.kernels.GuardedMatrix.Placement;
import io.github.tapehead.kernels.KernelCase.KernelCall;
import io.github.tapehead.kernels.KernelCases.Size;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every argument of a wrong shape is refused, with its name, its shape and the expected one. */
@RequiresVectorBits
class ShapeErrorTest {
  /** From these a kernel learns the sizes: if one is wrong, it names the others as wrong. */
  private static final Set<String> DEFINING =
      Set.of(
          "Bias forward out",
          "Bias backward dOut",
          "Sigmoid forward y",
          "Sigmoid backward dx",
          "Tanh forward y",
          "Tanh backward dx",
          "Softplus forward y",
          "Softplus backward dx",
          "Relu forward y",
          "Relu backward dx",
          "Exponential forward y",
          "Exponential backward dx",
          "Clip forward y",
          "Clip backward dx",
          "LstmGates forward hidden",
          "LstmGates backward dHidden",
          "BinaryCrossEntropy forward logits",
          "BinaryCrossEntropy backward logits",
          "CategoricalCrossEntropy forward logits",
          "CategoricalCrossEntropy backward logits",
          "Softmax forward y",
          "Softmax backward dx",
          "ShiftWeighting forward shift",
          "ShiftWeighting backward shift",
          "ContentWeighting forward weighting",
          "ContentWeighting backward weighting",
          "Interpolation forward gated",
          "Interpolation backward dGated",
          "CircularShift forward shifted",
          "CircularShift backward dShifted",
          "Sharpening forward weighting",
          "Sharpening backward weighting",
          "norms forward norms",
          "CosineSimilarity forward similarity",
          "CosineSimilarity forward key",
          "CosineSimilarity backward dSimilarity",
          "CosineSimilarity backward key",
          "MemoryRead forward read",
          "MemoryRead forward weighting",
          "MemoryRead backward dRead",
          "MemoryRead backward weighting",
          "MemoryWrite forward weighting",
          "MemoryWrite forward erase",
          "MemoryWrite backward weighting",
          "MemoryWrite backward erase",
          "GravesRmsProp forward parameters",
          "Momentum forward parameters",
          "Adam forward parameters",
          "Axpy forward y",
          "Gemm forward c",
          "Gemm forward b");

  /** These may have any number of rows. */
  private static final Set<String> ANY_ROWS = Set.of("out", "dOut");

  static Stream<KernelCall> calls() {
    return KernelCases.at(new Size(3, 20, 5, 2))
        .filter(c -> !c.name().startsWith("GradientClip"))
        .flatMap(c -> c.calls().stream());
  }

  @ParameterizedTest
  @MethodSource("calls")
  void wrongShapesAreRefusedByName(KernelCall call) {
    try (Arena arena = Arena.ofConfined();
        var buffers = new KernelBuffers(call.arguments(), Placement.ALIGNED)) {
      for (int i = 0; i < call.arguments().size(); i++) {
        Argument argument = call.arguments().get(i);
        for (Matrix wrong : wrongShapes(arena, argument)) {
          Matrix[] matrices = buffers.matrices.clone();
          matrices[i] = wrong;
          String what = argument + " as " + wrong;
          var e =
              assertThrows(IllegalArgumentException.class, () -> call.kernel().run(matrices), what);
          verify(call, argument, matrices, i, e.getMessage());
        }
      }
    }
  }

  private static List<Matrix> wrongShapes(Arena arena, Argument argument) {
    int rows = argument.rows();
    int columns = argument.columns();
    List<Matrix> shapes = new ArrayList<>();
    if (argument.role() == Role.SCRATCH) {
      shapes.add(tight(arena, rows, columns - 1));
    } else if (argument.role() != Role.RETURNED) {
      if (!ANY_ROWS.contains(argument.name())) {
        shapes.add(Matrix.allocate(arena, rows + 1, columns));
      }
      shapes.add(Matrix.allocate(arena, rows, columns + 1));
      if (argument.room() > columns) {
        shapes.add(tight(arena, rows, columns));
      }
    }
    return shapes;
  }

  /** A matrix without pads. */
  private static Matrix tight(Arena arena, int rows, int columns) {
    long bytes = (long) rows * columns * Float.BYTES;
    return new Matrix(arena.allocate(bytes), 0, rows, columns, columns);
  }

  private static void verify(
      KernelCall call, Argument argument, Matrix[] matrices, int changed, String message) {
    String kernel = call.name().replaceFirst(" .*(forward|backward)$", " $1 ");
    String named = message.substring(0, message.indexOf(':'));
    assertTrue(message.contains(", expected "), message);
    boolean padMissing = matrices[changed].ld() == argument.columns();
    if (!DEFINING.contains(kernel + argument.name()) || padMissing) {
      assertTrue(named.equals(argument.name()), argument.name() + " is wrong: " + message);
    }
    for (int i = 0; i < matrices.length; i++) {
      if (call.arguments().get(i).name().equals(named) && !named.equals("scratch")) {
        String found = matrices[i].rows() + "x" + matrices[i].columns();
        assertTrue(
            message.startsWith(named + ": " + found)
                || message.startsWith(named + ": " + matrices[i].columns() + " columns"),
            message);
        assertFalse(!padMissing && message.endsWith(", expected " + found), message);
      }
    }
  }
}
