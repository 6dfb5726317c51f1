package io.github.tapehead.training.mpi;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;

/**
 * How an implementation of MPI hands over its objects. The standard fixes the names of functions
 * and the order of their arguments, but leaves open what a communicator or a type is in C.
 *
 * @param name of the implementation
 * @param handle the C type of communicators, types and operations
 * @param inPlace the value of {@code MPI_IN_PLACE}
 * @param world {@code MPI_COMM_WORLD}
 * @param bytes {@code MPI_BYTE}
 * @param floats {@code MPI_FLOAT}
 * @param doubles {@code MPI_DOUBLE}
 * @param sum {@code MPI_SUM}
 * @param errorsReturn {@code MPI_ERRORS_RETURN}
 */
record Abi(
    String name,
    MemoryLayout handle,
    long inPlace,
    long world,
    long bytes,
    long floats,
    long doubles,
    long sum,
    long errorsReturn) {

  /** That of a loaded library: Open MPI is known by the symbols that are its objects. */
  static Abi of(SymbolLookup library) {
    return library.find("ompi_mpi_comm_world").isPresent() ? openMpi(library) : mpich();
  }

  /** Objects are structures of the library, handles their addresses. */
  private static Abi openMpi(SymbolLookup library) {
    return new Abi(
        "Open MPI",
        ValueLayout.JAVA_LONG,
        1,
        address(library, "ompi_mpi_comm_world"),
        address(library, "ompi_mpi_byte"),
        address(library, "ompi_mpi_float"),
        address(library, "ompi_mpi_double"),
        address(library, "ompi_mpi_op_sum"),
        address(library, "ompi_mpi_errors_return"));
  }

  /** Handles are numbers, the same in all libraries of the MPICH ABI initiative. */
  private static Abi mpich() {
    return new Abi(
        "MPICH",
        ValueLayout.JAVA_INT,
        -1,
        0x44000000,
        0x4c00010d,
        0x4c00040a,
        0x4c00080b,
        0x58000003,
        0x54000001);
  }

  private static long address(SymbolLookup library, String symbol) {
    return library
        .find(symbol)
        .orElseThrow(() -> new MpiException("Open MPI: no symbol " + symbol))
        .address();
  }
}
