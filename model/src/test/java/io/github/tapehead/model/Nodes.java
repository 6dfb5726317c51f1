package io.github.tapehead.model;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Vectors of {@link Tape} nodes. */
final class Nodes {
  private Nodes() {}

  static int[] each(int n, IntUnaryOperator f) {
    return IntStream.range(0, n).map(f).toArray();
  }

  static int[] map(int[] a, IntUnaryOperator f) {
    return Arrays.stream(a).map(f).toArray();
  }

  static int[] slice(int[] a, int from, int count) {
    return Arrays.copyOfRange(a, from, from + count);
  }

  static int[] concat(int[] a, int[] b) {
    return IntStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
  }
}
