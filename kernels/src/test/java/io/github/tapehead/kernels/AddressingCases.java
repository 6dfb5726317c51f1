package io.github.tapehead.kernels;

import static io.github.tapehead.kernels.GemmCases.roundings;
import static io.github.tapehead.kernels.Values.uniform;

import io.github.tapehead.kernels.KernelCases.Size;
import io.github.tapehead.kernels.reference.ReferenceAddressing;
import java.util.stream.Stream;

/** Cases of softmax, shift weighting, content weighting, interpolation, shift and sharpening. */
final class AddressingCases {
  /** Of an entry of {@link Values#weightings} for these sizes. */
  private static final double LARGEST_LOGARITHM = 12;

  private AddressingCases() {}

  static Stream<KernelCase> at(Size size) {
    int batch = size.batch();
    int n = size.n();
    int shifts = 2 * Math.min(size.heads(), (n - 1) / 2) + 1;
    int all = n - 1 + n % 2;
    return Stream.of(
        softmax(batch, n),
        shiftWeighting(batch, Math.max(1, n / shifts), shifts),
        content(batch, n, 4, "mild"),
        content(batch, n, 60, "strong"),
        interpolation(batch, n),
        circularShift(batch, n, shifts),
        circularShift(batch, n, n < 20 ? all : 1),
        sharpening(batch, n, 3, "mild"),
        sharpening(batch, n, 20, "strong"));
  }

  private static String shape(int batch, int n) {
    return " " + batch + "x" + n;
  }

  private static KernelCase softmax(int batch, int n) {
    return new CaseBuilder("Softmax" + shape(batch, n))
        .output("y", batch, n)
        .input("x", batch, n, uniform(-5, 5))
        .forward(
            m -> Softmax.forward(m[0], m[1]),
            m -> ReferenceAddressing.softmaxForward(m[0], m[1]),
            v -> new double[][] {Oracles.softmax(v[0], null, n)})
        .gradient("dx", "x")
        .incoming("dy", "y")
        .value("y")
        .build(
            10 + roundings(n),
            m -> Softmax.backward(m[0], m[1], m[2]),
            m -> ReferenceAddressing.softmaxBackward(m[0], m[1], m[2]));
  }

  private static KernelCase shiftWeighting(int batch, int heads, int shifts) {
    int n = heads * shifts;
    return new CaseBuilder("ShiftWeighting" + shape(batch, n) + " by " + shifts)
        .output("shift", batch, n)
        .input("x", batch, n, uniform(-5, 5))
        .forward(
            m -> ShiftWeighting.forward(m[0], m[1], shifts),
            m -> ReferenceAddressing.shiftWeightingForward(m[0], m[1], shifts),
            v -> new double[][] {Oracles.softmax(v[0], null, shifts)})
        .gradient("dx", "x")
        .incoming("dShift", "shift")
        .value("shift")
        .backwardViews()
        .build(
            10 + roundings(shifts),
            m -> ShiftWeighting.backward(m[0], m[1], m[2], shifts),
            m -> ReferenceAddressing.shiftWeightingBackward(m[0], m[1], m[2], shifts));
  }

  private static KernelCase content(int batch, int n, double strength, String kind) {
    return new CaseBuilder("ContentWeighting" + shape(batch, n) + " " + kind)
        .output("weighting", batch, n)
        .input("similarity", batch, n, uniform(-1, 1))
        .input("keyStrength", batch, 1, uniform(strength / 3, strength))
        .view()
        .forward(
            m -> ContentWeighting.forward(m[0], m[1], m[2]),
            m -> ReferenceAddressing.contentForward(m[0], m[1], m[2]),
            v -> new double[][] {Oracles.softmax(v[0], v[1], n)})
        .gradient("dSimilarity", "similarity")
        .gradient("dKeyStrength", "keyStrength")
        .incoming("dWeighting", "weighting")
        .value("weighting")
        .value("similarity")
        .value("keyStrength")
        .sensitivity(strength)
        .build(
            strength + roundings(n),
            m -> ContentWeighting.backward(m[0], m[1], m[2], m[3], m[4], m[5]),
            m -> ReferenceAddressing.contentBackward(m[0], m[1], m[2], m[3], m[4], m[5]));
  }

  private static KernelCase interpolation(int batch, int n) {
    return new CaseBuilder("Interpolation" + shape(batch, n))
        .output("gated", batch, n)
        .weighting("content", batch, n)
        .weighting("previous", batch, n)
        .input("gate", batch, 1, uniform(0, 1))
        .view()
        .forward(
            m -> Interpolation.forward(m[0], m[1], m[2], m[3]),
            m -> ReferenceAddressing.interpolationForward(m[0], m[1], m[2], m[3]),
            v -> new double[][] {Oracles.interpolation(v[0], v[1], v[2])})
        .gradient("dContent", "content")
        .gradient("dPrevious", "previous")
        .gradient("dGate", "gate")
        .incoming("dGated", "gated")
        .value("content")
        .value("previous")
        .value("gate")
        .build(
            4,
            m -> Interpolation.backward(m[0], m[1], m[2], m[3], m[4], m[5], m[6]),
            m ->
                ReferenceAddressing.interpolationBackward(
                    m[0], m[1], m[2], m[3], m[4], m[5], m[6]));
  }

  private static KernelCase circularShift(int batch, int n, int shifts) {
    int scratch = CircularShift.scratchFloats(n, shifts);
    return new CaseBuilder("CircularShift" + shape(batch, n) + " by " + shifts)
        .output("shifted", batch, n)
        .weighting("gated", batch, n)
        .weighting("shift", batch, shifts)
        .view()
        .scratch(1, scratch)
        .view()
        .forward(
            m -> CircularShift.forward(m[0], m[1], m[2], m[3]),
            m -> ReferenceAddressing.circularShiftForward(m[0], m[1], m[2]),
            v -> new double[][] {Oracles.circularShift(v[0], v[1], batch)})
        .gradient("dGated", "gated")
        .gradient("dShift", "shift")
        .incoming("dShifted", "shifted")
        .value("gated")
        .value("shift")
        .value("scratch")
        .build(
            roundings(shifts),
            m -> CircularShift.backward(m[0], m[1], m[2], m[3], m[4], m[5]),
            m -> ReferenceAddressing.circularShiftBackward(m[0], m[1], m[2], m[3], m[4]));
  }

  private static KernelCase sharpening(int batch, int n, double exponent, String kind) {
    return new CaseBuilder("Sharpening" + shape(batch, n) + " " + kind)
        .output("weighting", batch, n)
        .output("logShifted", batch, n)
        .weighting("shifted", batch, n)
        .input("sharpening", batch, 1, uniform(1 + exponent / 6, exponent))
        .view()
        .forward(
            m -> Sharpening.forward(m[0], m[1], m[2], m[3]),
            m -> ReferenceAddressing.sharpeningForward(m[0], m[1], m[2], m[3]),
            v -> Oracles.sharpening(v[0], v[1]))
        .gradient("dShifted", "shifted")
        .gradient("dSharpening", "sharpening")
        .incoming("dWeighting", "weighting")
        .value("weighting")
        .value("logShifted")
        .value("shifted")
        .value("sharpening")
        .build(
            2 * exponent * LARGEST_LOGARITHM + roundings(n),
            m -> Sharpening.backward(m[0], m[1], m[2], m[3], m[4], m[5], m[6]),
            m -> ReferenceAddressing.sharpeningBackward(m[0], m[1], m[2], m[3], m[4], m[5], m[6]));
  }
}
