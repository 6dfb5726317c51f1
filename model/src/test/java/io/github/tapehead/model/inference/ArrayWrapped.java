package io.github.tapehead.model.inference;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** A program that uses other kinds of memory once its kernels are compiled. */
final class ArrayWrapped {
  static final String COMPILED = "compiled";
  private static final int STEPS = 20_000;

  private ArrayWrapped() {}

  public static void main(String[] arguments) throws IOException {
    try (Model model = Model.load(Path.of(arguments[0]));
        Session session = model.session()) {
      float[] input = new float[model.configuration().inputs()];
      float[] output = new float[model.configuration().outputs()];
      for (int i = 0; i < STEPS; i++) {
        session.step(input, output);
      }
      System.out.println(COMPILED);
      MemorySegment array = MemorySegment.ofArray(output);
      MemorySegment.ofArray(new byte[Long.BYTES]).fill((byte) 1);
      MemorySegment.ofArray(new long[1]).fill((byte) 1);
      Arena.ofAuto().allocateFrom("auto").copyFrom(array.asSlice(0, 1));
      try (Arena confined = Arena.ofConfined()) {
        confined.allocateFrom("confined").copyFrom(array.asSlice(0, 1));
      }
    }
  }
}
