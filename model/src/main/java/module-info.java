/** Networks with an external memory: parameters, cells, tapes and inference. */
module io.github.tapehead.model {
  requires jdk.management;
  requires transitive io.github.tapehead.kernels;

  exports io.github.tapehead.model;
  exports io.github.tapehead.model.inference;
}
