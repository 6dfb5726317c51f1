package io.github.tapehead.bench.network;

import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.NetworkConfiguration;
import java.util.List;

/** The workloads that are measured. */
public final class Workloads {
  private static final int COPY_STEPS = 42;
  private static final int SORT_STEPS = 38;

  private static final List<Workload> ALL =
      List.of(
          copy("copy-lstm-b1", ControllerKind.LSTM, 1),
          copy("copy-lstm-b16", ControllerKind.LSTM, 16),
          copy("copy-lstm-b64", ControllerKind.LSTM, 64),
          copy("copy-ff-b16", ControllerKind.FEED_FORWARD, 16),
          new Workload(
              "sort-ff512-8heads-b16",
              ntm(ControllerKind.FEED_FORWARD, 9, 8, 512, 128, 20, 8),
              16,
              SORT_STEPS),
          new Workload(
              "large-memory-b16",
              ntm(ControllerKind.LSTM, 10, 8, 100, 1024, 64, 1),
              16,
              COPY_STEPS));

  private Workloads() {}

  /** All of them. */
  public static List<Workload> all() {
    return ALL;
  }

  /**
   * The workload of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Workload named(String name) {
    return ALL.stream()
        .filter(w -> w.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("workload: " + name + ", expected one of " + ALL));
  }

  /**
   * A network with shifts of −1, 0, 1 and a fixed initial state.
   *
   * @param hidden units of the controller's one layer
   * @param heads read heads, and as many write heads
   */
  static NetworkConfiguration ntm(
      ControllerKind controller,
      int inputs,
      int outputs,
      int hidden,
      int locations,
      int width,
      int heads) {
    return NetworkConfiguration.ntm(controller, inputs, outputs)
        .withHidden(hidden)
        .withMemory(locations, width)
        .withHeads(heads);
  }

  private static Workload copy(String name, ControllerKind controller, int batch) {
    return new Workload(name, NetworkConfiguration.ntm(controller, 10, 8), batch, COPY_STEPS);
  }
}
