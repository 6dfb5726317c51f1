/** Trains the networks of the model module and offers that as a command. */
@SuppressWarnings("requires-automatic")
module io.github.tapehead.training {
  requires com.carrotsearch.hppc;
  requires com.google.gson;
  requires info.picocli;
  requires transitive io.github.tapehead.model;
  requires java.desktop;
  requires jdk.management;
  requires me.tongfei.progressbar;
  requires xchart;

  exports io.github.tapehead.training;
  exports io.github.tapehead.training.checkpoint;
  exports io.github.tapehead.training.onnx;
  exports io.github.tapehead.training.task;
  exports io.github.tapehead.training.report;
  exports io.github.tapehead.training.text;

  opens io.github.tapehead.training.cli to
      info.picocli;
}
