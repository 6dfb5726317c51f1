package io.github.tapehead.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The table of cases that drives the tests of all kernels: every kernel at every size. */
final class KernelCases {
  /** How large a case is. */
  record Size(int batch, int n, int width, int heads) {
    @Override
    public String toString() {
      return "batch " + batch + ", n " + n + ", width " + width + ", heads " + heads;
    }
  }

  private KernelCases() {}

  /** All kernels at all sizes. */
  static Stream<KernelCase> all() {
    return sizes().stream().flatMap(KernelCases::at);
  }

  /** Sizes around the number of lanes. */
  static List<Size> sizes() {
    int lanes = Simd.LANES;
    var lengths = new TreeSet<Integer>();
    lengths.addAll(List.of(1, lanes - 1, lanes, lanes + 1, 2 * lanes, 4 * lanes + 3));
    lengths.addAll(List.of(20, 127, 128, 131));
    List<Size> sizes = new ArrayList<>();
    for (int n : lengths) {
      sizes.add(new Size(1, n, 5, 1));
      sizes.add(new Size(3, n, 3, 2));
    }
    sizes.add(new Size(2, 128, 20, 3));
    sizes.add(new Size(5, 9, 1, 4));
    return sizes;
  }

  /** All kernels at one size. */
  static Stream<KernelCase> at(Size size) {
    return Stream.of(
            GemmCases.at(size),
            LayerCases.at(size),
            AddressingCases.at(size),
            MemoryCases.at(size),
            OptimizerCases.at(size))
        .flatMap(s -> s);
  }
}
