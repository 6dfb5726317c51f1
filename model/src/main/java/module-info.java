/** Networks with an external memory: parameters, cells, tapes and inference. */
@SuppressWarnings("module") // The training module is compiled after this one.
module io.github.tapehead.model {
  requires jdk.management;
  requires transitive io.github.tapehead.kernels;

  exports io.github.tapehead.model;
  exports io.github.tapehead.model.files to
      io.github.tapehead.training;
  exports io.github.tapehead.model.imports;
  exports io.github.tapehead.model.inference;
  exports io.github.tapehead.model.safetensors;
}
