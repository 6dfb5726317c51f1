package io.github.tapehead.bench.rivals;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/** The functions of OpenBLAS that JavaCPP does not offer. */
@SuppressWarnings("restricted")
final class OpenBlasLibrary {
  private OpenBlasLibrary() {}

  static void useOneThread() {
    try {
      function("openblas_set_num_threads", FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT))
          .invokeExact(1);
    } catch (Throwable e) {
      throw new IllegalStateException("OpenBLAS: " + e.getMessage(), e);
    }
  }

  /** The build, and after it the CPU whose kernels were chosen. */
  static String description() {
    try {
      FunctionDescriptor text = FunctionDescriptor.of(ValueLayout.ADDRESS);
      var config = (MemorySegment) function("openblas_get_config", text).invokeExact();
      var core = (MemorySegment) function("openblas_get_corename", text).invokeExact();
      return string(config).strip() + ", chosen: " + string(core);
    } catch (Throwable e) {
      throw new IllegalStateException("OpenBLAS: " + e.getMessage(), e);
    }
  }

  private static String string(MemorySegment address) {
    return address.reinterpret(Integer.MAX_VALUE).getString(0);
  }

  private static MethodHandle function(String name, FunctionDescriptor type) {
    Loader.load(openblas_nolapack.class);
    return Linker.nativeLinker()
        .downcallHandle(SymbolLookup.loaderLookup().findOrThrow(name), type);
  }
}
