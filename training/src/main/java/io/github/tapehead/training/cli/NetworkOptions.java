package io.github.tapehead.training.cli;

import io.github.tapehead.model.AccessOrder;
import io.github.tapehead.model.Activation;
import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.InitialMemory;
import io.github.tapehead.model.InitialState;
import io.github.tapehead.model.MemoryKind;
import io.github.tapehead.model.NetworkConfiguration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that shape a network. Those not given leave the task's default. */
final class NetworkOptions {
  @Option(
      names = "--controller",
      paramLabel = "KIND",
      converter = Words.Controller.class,
      description = "lstm or ff, for feed-forward (default: that of --network).")
  private ControllerKind controller;

  @Option(
      names = "--layers",
      paramLabel = "N",
      description = "Controller layers (default: the paper's).")
  private Integer layers;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      description = "Units in each controller layer (default: the paper's for the task).")
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

  @Option(
      names = "--read-heads",
      paramLabel = "N",
      description = "Read heads (default: the paper's).")
  private Integer readHeads;

  @Option(
      names = "--write-heads",
      paramLabel = "N",
      description = "Write heads (default: the paper's).")
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

  @Option(
      names = "--initial-memory",
      paramLabel = "MEMORY",
      converter = Words.InitialContent.class,
      description =
          "What the memory holds before the first step: constant (1e-6), learned or random"
              + " (default: constant).")
  private InitialMemory initialMemory;

  @Option(
      names = "--key-activation",
      paramLabel = "FUNCTION",
      converter = Words.Nonlinearity.class,
      description = "Nonlinearity of the heads' keys: tanh or identity (default: tanh).")
  private Activation keyActivation;

  @Option(
      names = "--add-activation",
      paramLabel = "FUNCTION",
      converter = Words.Nonlinearity.class,
      description = "Nonlinearity of what heads add: tanh or identity (default: tanh).")
  private Activation addActivation;

  @Option(
      names = "--head-clip",
      paramLabel = "LIMIT",
      description =
          "Clip the raw parameters of the heads to ±LIMIT, 0 for not at all (default: 0).")
  private Float headClip;

  /**
   * The configuration with these options.
   *
   * @param defaults what holds where no option is given
   * @throws IllegalArgumentException that names the option, its value and its range
   */
  NetworkConfiguration apply(NetworkConfiguration defaults) {
    NetworkConfiguration base = noMemory ? defaults.withoutMemory() : defaults;
    if (base.memory() == MemoryKind.NONE) {
      refuseMemoryOptions();
    }
    return new NetworkConfiguration(
        or(controller, base.controller()),
        or(layers, base.layers()),
        base.inputs(),
        base.outputs(),
        or(hidden, base.hidden()),
        base.memory(),
        or(locations, base.locations()),
        or(width, base.width()),
        or(readHeads, base.readHeads()),
        or(writeHeads, base.writeHeads()),
        or(shiftRange, base.shiftRange()),
        or(accessOrder, base.accessOrder()),
        or(initialState, base.initialState()),
        or(keyActivation, base.keyActivation()),
        or(addActivation, base.addActivation()),
        or(initialMemory, base.initialMemory()),
        or(headClip, base.headClip()));
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
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("--locations", locations);
    given.put("--width", width);
    given.put("--read-heads", readHeads);
    given.put("--write-heads", writeHeads);
    given.put("--shift-range", shiftRange);
    given.put("--access-order", accessOrder);
    given.put("--initial-memory", initialMemory);
    given.put("--key-activation", keyActivation);
    given.put("--add-activation", addActivation);
    given.put("--head-clip", headClip);
    given.forEach((option, value) -> {
      if (value != null) {
        throw new IllegalArgumentException(
            option + ": " + value + ", but the network has no memory and no heads");
      }
    });
  }

  private static <T> T or(T option, T otherwise) {
    return option == null ? otherwise : option;
  }
}
