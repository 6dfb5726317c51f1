package io.github.tapehead.training.cli;

import io.github.tapehead.model.AccessOrder;
import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.InitialState;
import io.github.tapehead.model.MemoryKind;
import io.github.tapehead.model.NetworkConfiguration;
import picocli.CommandLine.Option;

/** The options that shape a network. Those not given leave the task's default. */
final class NetworkOptions {
  @Option(
      names = "--controller",
      paramLabel = "KIND",
      converter = Words.Controller.class,
      description = "lstm or ff, for feed-forward (default: lstm).")
  private ControllerKind controller;

  @Option(names = "--layers", paramLabel = "N", description = "Controller layers (default: 1).")
  private Integer layers;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      description = "Units in each controller layer (default: 100).")
  private Integer hidden;

  @Option(
      names = "--no-memory",
      description = "The controller alone, without memory and heads: the baseline.")
  private boolean noMemory;

  @Option(
      names = "--locations",
      paramLabel = "N",
      description = "Locations of the memory (default: 128).")
  private Integer locations;

  @Option(names = "--width", paramLabel = "N", description = "Floats per location (default: 20).")
  private Integer width;

  @Option(names = "--read-heads", paramLabel = "N", description = "Read heads (default: 1).")
  private Integer readHeads;

  @Option(names = "--write-heads", paramLabel = "N", description = "Write heads (default: 1).")
  private Integer writeHeads;

  @Option(
      names = "--shift-range",
      paramLabel = "N",
      description = "Largest shift of a head in one step, either way (default: 1).")
  private Integer shiftRange;

  @Option(
      names = "--access-order",
      paramLabel = "ORDER",
      converter = Words.Order.class,
      description = "Within a step: write_read, joint or read_write (default: write_read).")
  private AccessOrder accessOrder;

  @Option(
      names = "--initial-state",
      paramLabel = "STATE",
      converter = Words.State.class,
      description = "Before the first step: fixed or learned (default: fixed).")
  private InitialState initialState;

  /**
   * The configuration with these options.
   *
   * @param defaults what holds where no option is given
   * @throws IllegalArgumentException that names the option, its value and its range
   */
  NetworkConfiguration apply(NetworkConfiguration defaults) {
    if (noMemory) {
      refuseMemoryOptions();
    }
    return new NetworkConfiguration(
        or(controller, defaults.controller()),
        or(layers, defaults.layers()),
        defaults.inputs(),
        defaults.outputs(),
        or(hidden, defaults.hidden()),
        noMemory ? MemoryKind.NONE : defaults.memory(),
        noMemory ? 0 : or(locations, defaults.locations()),
        noMemory ? 0 : or(width, defaults.width()),
        noMemory ? 0 : or(readHeads, defaults.readHeads()),
        noMemory ? 0 : or(writeHeads, defaults.writeHeads()),
        noMemory ? 0 : or(shiftRange, defaults.shiftRange()),
        or(accessOrder, defaults.accessOrder()),
        or(initialState, defaults.initialState()),
        defaults.keyActivation(),
        defaults.addActivation(),
        defaults.initialMemory());
  }

  /** The same without what has to do with memory and heads. */
  NetworkOptions withoutMemory() {
    NetworkOptions options = new NetworkOptions();
    options.layers = layers;
    options.hidden = hidden;
    options.initialState = initialState;
    return options;
  }

  /**
   * Refuses what would make another kind of network.
   *
   * @throws IllegalArgumentException that says how to choose one
   */
  void refuseOtherKind() {
    if (controller != null || noMemory) {
      throw new IllegalArgumentException(
          (noMemory ? "--no-memory" : "--controller") + ": not here, --network chooses the kinds");
    }
  }

  private void refuseMemoryOptions() {
    Object[] given = {locations, width, readHeads, writeHeads, shiftRange, accessOrder};
    for (Object option : given) {
      if (option != null) {
        throw new IllegalArgumentException("--no-memory: goes with no option for memory or heads");
      }
    }
  }

  private static <T> T or(T option, T otherwise) {
    return option == null ? otherwise : option;
  }
}
