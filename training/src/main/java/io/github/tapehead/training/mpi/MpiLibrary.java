package io.github.tapehead.training.mpi;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The MPI library of this machine, found when it is needed. Which one depends on who started the
 * process: {@code mpirun} tells it in the environment.
 */
@SuppressWarnings("restricted")
final class MpiLibrary {
  /** Names a library, if the usual names do not find it. */
  static final String VARIABLE = "TAPEHEAD_MPI";

  private static final List<String> OPEN_MPI = List.of("libmpi.so.40", "libmpi.so.80", "libmpi.so");
  private static final List<String> MPICH =
      List.of("libmpich.so.12", "libmpi.so.12", "libmpich.so");
  private static final int RTLD_NOW = 2;
  private static final int RTLD_GLOBAL = 0x100;

  private final Linker linker = Linker.nativeLinker();
  private final SymbolLookup symbols;
  private final Abi abi;

  private MpiLibrary(SymbolLookup symbols) {
    this.symbols = symbols;
    this.abi = Abi.of(symbols);
  }

  /**
   * Loads the library of the MPI that started this process.
   *
   * @param environment of the process
   * @throws MpiException if no MPI started it, or its library is not there
   */
  static MpiLibrary load(Map<String, String> environment) {
    boolean openMpi = environment.containsKey("OMPI_COMM_WORLD_SIZE");
    boolean mpich = environment.containsKey("PMI_SIZE") || environment.containsKey("PMI_RANK");
    if (!openMpi && !mpich) {
      throw new MpiException(
          "--distributed: expected to be started by mpirun, such as mpirun -n 4 ./tapehead train"
              + " copy --distributed; found no variable OMPI_COMM_WORLD_SIZE or PMI_SIZE");
    }
    if (mpich && !openMpi) {
      // Debian's MPICH would take the signals by which the JVM finds null pointers, and end it.
      Environment.set("UCX_ERROR_SIGNALS", "");
    }
    String named = environment.get(VARIABLE);
    List<String> names = named != null ? List.of(named) : openMpi ? OPEN_MPI : MPICH;
    for (String name : names) {
      // Open MPI's plugins look for its symbols among the global ones.
      if (Environment.open(name, RTLD_NOW | RTLD_GLOBAL)) {
        return new MpiLibrary(SymbolLookup.libraryLookup(name, Arena.global()));
      }
    }
    throw new MpiException(
        "MPI library: none of "
            + String.join(", ", names)
            + " can be loaded; install Open MPI or MPICH, or name its library in "
            + VARIABLE);
  }

  /** The processes on this machine; 1 if the environment does not say. */
  static int ranksHere(Map<String, String> environment) {
    for (String name : List.of("OMPI_COMM_WORLD_LOCAL_SIZE", "MPI_LOCALNRANKS")) {
      String value = environment.get(name);
      if (value != null && value.matches("[1-9][0-9]{0,5}")) {
        return Integer.parseInt(value);
      }
    }
    return 1;
  }

  Abi abi() {
    return abi;
  }

  /**
   * A function whose arguments are longs in Java, whatever handles are in C.
   *
   * @param name in C
   * @param arguments in C; {@link Abi#handle()} where one is a handle
   */
  MethodHandle function(String name, MemoryLayout... arguments) {
    MemorySegment address =
        symbols
            .find(name)
            .orElseThrow(() -> new MpiException(abi.name() + ": no function " + name));
    MethodHandle handle =
        linker.downcallHandle(address, FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    Class<?>[] types = new Class<?>[arguments.length];
    Arrays.fill(types, long.class);
    return MethodHandles.explicitCastArguments(handle, MethodType.methodType(int.class, types));
  }
}
