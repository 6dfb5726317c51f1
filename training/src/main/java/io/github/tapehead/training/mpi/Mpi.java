package io.github.tapehead.training.mpi;

import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.training.Communicator;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * The processes that one {@code mpirun} has started. Blocks in native memory are handed to MPI as
 * they are, without a copy.
 *
 * <p>MPI can be started once in the life of a process, and is used by the thread that started it. A
 * process that dies takes the others with it: that is MPI's rule, and checkpoints are the remedy.
 */
public final class Mpi implements Communicator, AutoCloseable {
  private static final int SUCCESS = 0;
  private static final int FUNNELED = 1;
  private static final int LONGEST_MESSAGE = 8192;

  private final Abi abi;
  private final MethodHandle allreduce;
  private final MethodHandle broadcast;
  private final MethodHandle errorString;
  private final MethodHandle finish;
  private final int rank;
  private final int ranks;
  private long nanoseconds;

  private Mpi(MpiLibrary library) {
    abi = library.abi();
    var pointer = ValueLayout.JAVA_LONG;
    var number = ValueLayout.JAVA_INT;
    var handle = abi.handle();
    errorString = library.function("MPI_Error_string", number, pointer, pointer);
    allreduce = library.function("MPI_Allreduce", pointer, pointer, number, handle, handle, handle);
    broadcast = library.function("MPI_Bcast", pointer, number, handle, number, handle);
    finish = library.function("MPI_Finalize");
    MethodHandle init = library.function("MPI_Init_thread", pointer, pointer, number, pointer);
    MethodHandle setHandler = library.function("MPI_Comm_set_errhandler", handle, handle);
    MethodHandle commRank = library.function("MPI_Comm_rank", handle, pointer);
    MethodHandle commSize = library.function("MPI_Comm_size", handle, pointer);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_INT);
      check("MPI_Init_thread", (int) init.invokeExact(0L, 0L, (long) FUNNELED, out.address()));
      check(
          "MPI_Comm_set_errhandler", (int) setHandler.invokeExact(abi.world(), abi.errorsReturn()));
      check("MPI_Comm_rank", (int) commRank.invokeExact(abi.world(), out.address()));
      rank = out.get(ValueLayout.JAVA_INT, 0);
      check("MPI_Comm_size", (int) commSize.invokeExact(abi.world(), out.address()));
      ranks = out.get(ValueLayout.JAVA_INT, 0);
    } catch (Throwable e) {
      throw failed("MPI_Init_thread", e);
    }
  }

  /**
   * Starts MPI in this process.
   *
   * @throws MpiException if {@code mpirun} has not started it, or there is no library
   */
  public static Mpi start() {
    return new Mpi(MpiLibrary.load(System.getenv()));
  }

  /** How many of the processes are on this machine, as far as {@code mpirun} tells. */
  public int ranksHere() {
    return MpiLibrary.ranksHere(System.getenv());
  }

  /** Time spent in sums over all processes so far, waiting for the others included, in seconds. */
  public double seconds() {
    return nanoseconds * 1e-9;
  }

  /** The implementation in use. */
  public String implementation() {
    return abi.name();
  }

  @Override
  public int rank() {
    return rank;
  }

  @Override
  public int ranks() {
    return ranks;
  }

  @Override
  public void sum(Matrix block) {
    sum(block.segment().address() + block.offset(), block.columns(), abi.floats());
  }

  @Override
  public void sumDoubles(MemorySegment values) {
    sum(values.address(), (int) (values.byteSize() / Double.BYTES), abi.doubles());
  }

  private void sum(long address, int count, long type) {
    long begin = System.nanoTime();
    try {
      int code =
          (int)
              allreduce.invokeExact(
                  abi.inPlace(), address, (long) count, type, abi.sum(), abi.world());
      check("MPI_Allreduce", code);
    } catch (Throwable e) {
      throw failed("MPI_Allreduce", e);
    }
    nanoseconds += System.nanoTime() - begin;
  }

  @Override
  public void broadcast(MemorySegment bytes, int root) {
    try {
      int code =
          (int)
              broadcast.invokeExact(
                  bytes.address(), bytes.byteSize(), abi.bytes(), (long) root, abi.world());
      check("MPI_Bcast", code);
    } catch (Throwable e) {
      throw failed("MPI_Bcast", e);
    }
  }

  /** Ends MPI in this process; the others are waited for. */
  @Override
  public void close() {
    try {
      check("MPI_Finalize", (int) finish.invokeExact());
    } catch (Throwable e) {
      throw failed("MPI_Finalize", e);
    }
  }

  private void check(String function, int code) throws Throwable {
    if (code == SUCCESS) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocate(LONGEST_MESSAGE);
      MemorySegment length = arena.allocate(ValueLayout.JAVA_INT);
      int unknown = (int) errorString.invokeExact((long) code, text.address(), length.address());
      String message =
          unknown == SUCCESS ? text.getString(0, StandardCharsets.UTF_8) : "code " + code;
      throw new MpiException(abi.name() + ": " + function + ": " + message);
    }
  }

  private MpiException failed(String function, Throwable e) {
    return switch (e) {
      case MpiException known -> known;
      case Error error -> throw error;
      default -> new MpiException(abi.name() + ": " + function, e);
    };
  }
}
