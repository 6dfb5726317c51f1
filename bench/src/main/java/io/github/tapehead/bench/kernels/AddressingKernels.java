package io.github.tapehead.bench.kernels;

import static io.github.tapehead.bench.kernels.KernelCases.BATCH;
import static io.github.tapehead.bench.kernels.KernelCases.LOCATIONS;
import static io.github.tapehead.bench.kernels.KernelCases.SHIFTS;
import static io.github.tapehead.bench.kernels.KernelSpec.calls;

import io.github.tapehead.kernels.CircularShift;
import io.github.tapehead.kernels.ContentWeighting;
import io.github.tapehead.kernels.Interpolation;
import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.kernels.Sharpening;
import io.github.tapehead.kernels.ShiftWeighting;
import io.github.tapehead.kernels.Softmax;
import io.github.tapehead.kernels.reference.ReferenceAddressing;
import java.util.List;

/** From similarities to weightings. */
final class AddressingKernels {
  private static final String GROUP = "addressing";
  private static final int HEADS = 2;

  private AddressingKernels() {}

  static List<KernelSpec> specs() {
    return List.of(
        softmaxForward(),
        softmaxBackward(),
        shiftWeightingForward(),
        shiftWeightingBackward(),
        contentForward(),
        contentBackward(),
        interpolationForward(),
        interpolationBackward(),
        shiftForward(),
        shiftBackward(),
        sharpeningForward(),
        sharpeningBackward());
  }

  private static KernelSpec softmaxForward() {
    return KernelSpec.of(
        GROUP,
        "Softmax.forward",
        MemoryCosts.softmaxForward(BATCH * LOCATIONS),
        m -> {
          Matrix y = m.result(BATCH, LOCATIONS);
          Matrix x = m.uniform(BATCH, LOCATIONS, -3, 3);
          return calls(() -> Softmax.forward(y, x), () -> ReferenceAddressing.softmaxForward(y, x));
        });
  }

  private static KernelSpec softmaxBackward() {
    return KernelSpec.of(
        GROUP,
        "Softmax.backward",
        MemoryCosts.softmaxBackward(BATCH * LOCATIONS),
        m -> {
          Matrix dx = m.result(BATCH, LOCATIONS);
          Matrix dy = m.uniform(BATCH, LOCATIONS, -1, 1);
          Matrix y = m.weighting(BATCH, LOCATIONS);
          return calls(
              () -> Softmax.backward(dx, dy, y),
              () -> ReferenceAddressing.softmaxBackward(dx, dy, y));
        });
  }

  private static KernelSpec shiftWeightingForward() {
    int columns = HEADS * SHIFTS;
    return KernelSpec.of(
        GROUP,
        "ShiftWeighting.forward",
        MemoryCosts.softmaxForward(BATCH * columns),
        m -> {
          Matrix shift = m.result(BATCH, columns);
          Matrix x = m.uniform(BATCH, columns, -3, 3);
          return calls(
              () -> ShiftWeighting.forward(shift, x, SHIFTS),
              () -> ReferenceAddressing.shiftWeightingForward(shift, x, SHIFTS));
        });
  }

  private static KernelSpec shiftWeightingBackward() {
    int columns = HEADS * SHIFTS;
    return KernelSpec.of(
        GROUP,
        "ShiftWeighting.backward",
        MemoryCosts.softmaxBackward(BATCH * columns),
        m -> {
          Matrix dx = m.result(BATCH, columns);
          Matrix dShift = m.uniform(BATCH, columns, -1, 1);
          Matrix shift = m.zeros(BATCH, columns);
          ShiftWeighting.forward(shift, m.uniform(BATCH, columns, -3, 3), SHIFTS);
          return calls(
              () -> ShiftWeighting.backward(dx, dShift, shift, SHIFTS),
              () -> ReferenceAddressing.shiftWeightingBackward(dx, dShift, shift, SHIFTS));
        });
  }

  private static KernelSpec contentForward() {
    return KernelSpec.of(
        GROUP,
        "ContentWeighting.forward",
        MemoryCosts.contentForward(BATCH, LOCATIONS),
        m -> {
          Matrix w = m.result(BATCH, LOCATIONS);
          Matrix similarity = m.uniform(BATCH, LOCATIONS, -1, 1);
          Matrix strength = m.uniform(BATCH, 1, 1, 5);
          return calls(
              () -> ContentWeighting.forward(w, similarity, strength),
              () -> ReferenceAddressing.contentForward(w, similarity, strength));
        });
  }

  private static KernelSpec contentBackward() {
    return KernelSpec.of(
        GROUP,
        "ContentWeighting.backward",
        MemoryCosts.contentBackward(BATCH, LOCATIONS),
        m -> {
          Matrix dSimilarity = m.result(BATCH, LOCATIONS);
          Matrix dStrength = m.result(BATCH, 1);
          Matrix dw = m.uniform(BATCH, LOCATIONS, -1, 1);
          Matrix similarity = m.uniform(BATCH, LOCATIONS, -1, 1);
          Matrix strength = m.uniform(BATCH, 1, 1, 5);
          Matrix w = m.zeros(BATCH, LOCATIONS);
          ContentWeighting.forward(w, similarity, strength);
          return calls(
              () -> ContentWeighting.backward(dSimilarity, dStrength, dw, w, similarity, strength),
              () ->
                  ReferenceAddressing.contentBackward(
                      dSimilarity, dStrength, dw, w, similarity, strength));
        });
  }

  private static KernelSpec interpolationForward() {
    return KernelSpec.of(
        GROUP,
        "Interpolation.forward",
        MemoryCosts.interpolationForward(BATCH, LOCATIONS),
        m -> {
          Matrix gated = m.result(BATCH, LOCATIONS);
          Matrix content = m.weighting(BATCH, LOCATIONS);
          Matrix before = m.weighting(BATCH, LOCATIONS);
          Matrix gate = m.uniform(BATCH, 1, 0.1f, 0.9f);
          return calls(
              () -> Interpolation.forward(gated, content, before, gate),
              () -> ReferenceAddressing.interpolationForward(gated, content, before, gate));
        });
  }

  private static KernelSpec interpolationBackward() {
    return KernelSpec.of(
        GROUP,
        "Interpolation.backward",
        MemoryCosts.interpolationBackward(BATCH, LOCATIONS),
        m -> {
          Matrix dContent = m.result(BATCH, LOCATIONS);
          Matrix dBefore = m.result(BATCH, LOCATIONS);
          Matrix dGate = m.result(BATCH, 1);
          Matrix dGated = m.uniform(BATCH, LOCATIONS, -1, 1);
          Matrix content = m.weighting(BATCH, LOCATIONS);
          Matrix before = m.weighting(BATCH, LOCATIONS);
          Matrix gate = m.uniform(BATCH, 1, 0.1f, 0.9f);
          return calls(
              () -> Interpolation.backward(dContent, dBefore, dGate, dGated, content, before, gate),
              () ->
                  ReferenceAddressing.interpolationBackward(
                      dContent, dBefore, dGate, dGated, content, before, gate));
        });
  }

  private static KernelSpec shiftForward() {
    return KernelSpec.of(
        GROUP,
        "CircularShift.forward",
        MemoryCosts.shiftForward(BATCH, LOCATIONS, SHIFTS),
        m -> {
          Matrix shifted = m.result(BATCH, LOCATIONS);
          Matrix gated = m.weighting(BATCH, LOCATIONS);
          Matrix shift = m.weighting(BATCH, SHIFTS);
          Matrix ring = m.zeros(1, CircularShift.scratchFloats(LOCATIONS, SHIFTS));
          return calls(
              () -> CircularShift.forward(shifted, gated, shift, ring),
              () -> ReferenceAddressing.circularShiftForward(shifted, gated, shift));
        });
  }

  private static KernelSpec shiftBackward() {
    return KernelSpec.of(
        GROUP,
        "CircularShift.backward",
        MemoryCosts.shiftBackward(BATCH, LOCATIONS, SHIFTS),
        m -> {
          Matrix dGated = m.result(BATCH, LOCATIONS);
          Matrix dShift = m.result(BATCH, SHIFTS);
          Matrix dShifted = m.uniform(BATCH, LOCATIONS, -1, 1);
          Matrix gated = m.weighting(BATCH, LOCATIONS);
          Matrix shift = m.weighting(BATCH, SHIFTS);
          Matrix ring = m.zeros(1, CircularShift.scratchFloats(LOCATIONS, SHIFTS));
          return calls(
              () -> CircularShift.backward(dGated, dShift, dShifted, gated, shift, ring),
              () ->
                  ReferenceAddressing.circularShiftBackward(
                      dGated, dShift, dShifted, gated, shift));
        });
  }

  private static KernelSpec sharpeningForward() {
    return KernelSpec.of(
        GROUP,
        "Sharpening.forward",
        MemoryCosts.sharpeningForward(BATCH, LOCATIONS),
        m -> {
          Matrix w = m.result(BATCH, LOCATIONS);
          Matrix logShifted = m.result(BATCH, LOCATIONS);
          Matrix shifted = m.weighting(BATCH, LOCATIONS);
          Matrix sharpening = m.uniform(BATCH, 1, 1, 3);
          return calls(
              () -> Sharpening.forward(w, logShifted, shifted, sharpening),
              () -> ReferenceAddressing.sharpeningForward(w, logShifted, shifted, sharpening));
        });
  }

  private static KernelSpec sharpeningBackward() {
    return KernelSpec.of(
            GROUP,
            "Sharpening.backward",
            MemoryCosts.sharpeningBackward(BATCH, LOCATIONS),
            m -> {
              Matrix dShifted = m.result(BATCH, LOCATIONS);
              Matrix dSharpening = m.result(BATCH, 1);
              Matrix dw = m.uniform(BATCH, LOCATIONS, -1, 1);
              Matrix shifted = m.weighting(BATCH, LOCATIONS);
              Matrix gamma = m.uniform(BATCH, 1, 1, 3);
              Matrix w = m.zeros(BATCH, LOCATIONS);
              Matrix logs = m.zeros(BATCH, LOCATIONS);
              Sharpening.forward(w, logs, shifted, gamma);
              return calls(
                  () -> Sharpening.backward(dShifted, dSharpening, dw, w, logs, shifted, gamma),
                  () ->
                      ReferenceAddressing.sharpeningBackward(
                          dShifted, dSharpening, dw, w, logs, shifted, gamma));
            })
        .within(1e-4);
  }
}
