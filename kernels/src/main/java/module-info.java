/** Float kernels of the Neural Turing Machine over off-heap memory, each with its gradient. */
module io.github.tapehead.kernels {
  requires jdk.incubator.vector;

  exports io.github.tapehead.kernels;
}
