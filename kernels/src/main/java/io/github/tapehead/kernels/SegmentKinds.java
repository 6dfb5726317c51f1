package io.github.tapehead.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The kinds of memory that a program is likely to use beside the kernels: an array, and every
 * arena.
 *
 * <p>Compiled code relies on the classes that are loaded when it is compiled. While native segments
 * are the only ones, C2 builds that into every kernel; and when the first array is wrapped, by a
 * checkpoint or by a picture that is drawn, it throws all kernels away, to be interpreted and
 * compiled anew for seconds. Once all kinds are there, nothing is left to rely on, at no cost that
 * could be measured.
 */
final class SegmentKinds {
  private static final int BYTES = 64;

  private SegmentKinds() {}

  /** Loads their classes. */
  static void load() {
    MemorySegment.ofArray(new float[1]);
    Arena.global();
    Arena.ofAuto().allocate(BYTES);
    try (Arena confined = Arena.ofConfined();
        Arena shared = Arena.ofShared()) {
      confined.allocate(BYTES);
      shared.allocate(BYTES);
    }
  }
}
