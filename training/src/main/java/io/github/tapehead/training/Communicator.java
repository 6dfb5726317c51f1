package io.github.tapehead.training;

import io.github.tapehead.kernels.Matrix;
import java.lang.foreign.MemorySegment;

/**
 * The processes that train together, each with a rank from 0. Every method is called by all of
 * them, in the same order, and by one thread of each.
 */
public interface Communicator {
  /** One process alone. */
  Communicator ALONE =
      new Communicator() {
        @Override
        public int rank() {
          return 0;
        }

        @Override
        public int ranks() {
          return 1;
        }

        @Override
        public void sum(Matrix block) {}

        @Override
        public void sumDoubles(MemorySegment values) {}

        @Override
        public void broadcast(MemorySegment bytes, int root) {}
      };

  /** The number of this process. */
  int rank();

  /** How many processes there are. */
  int ranks();

  /**
   * Replaces each process's floats by their sum over all processes, the same bits everywhere.
   *
   * @param block [1 × n], of the same size everywhere, in native memory
   */
  void sum(Matrix block);

  /**
   * The same for doubles.
   *
   * @param values native memory, of the same size everywhere
   */
  void sumDoubles(MemorySegment values);

  /**
   * Replaces each process's bytes by those of one process.
   *
   * @param bytes native memory, of the same size everywhere
   * @param root the rank of the process
   */
  void broadcast(MemorySegment bytes, int root);
}
