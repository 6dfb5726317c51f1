package io.github.tapehead.training.mpi;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Two functions of the C library that Java has none for. */
@SuppressWarnings("restricted")
final class Environment {
  private static final Linker LINKER = Linker.nativeLinker();

  private Environment() {}

  /** Sets an environment variable of this process, for the libraries in it. */
  static void set(String name, String value) {
    MethodHandle setenv =
        function(
            "setenv",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      int _ = (int) setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
    } catch (Throwable e) {
      throw new MpiException("setenv " + name, e);
    }
  }

  /** Loads a library, its symbols visible to all others if the flags say so. */
  static boolean open(String library, int flags) {
    MethodHandle dlopen =
        function(
            "dlopen",
            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      var handle = (MemorySegment) dlopen.invokeExact(arena.allocateFrom(library), flags);
      return handle.address() != 0;
    } catch (Throwable e) {
      throw new MpiException("dlopen " + library, e);
    }
  }

  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    MemorySegment address =
        LINKER
            .defaultLookup()
            .find(name)
            .orElseThrow(() -> new MpiException("C library: no function " + name));
    return LINKER.downcallHandle(address, descriptor);
  }
}
