package io.github.tapehead.training.cli;

import io.github.tapehead.model.AccessOrder;
import io.github.tapehead.model.Activation;
import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.HeadPart;
import io.github.tapehead.model.InitialMemory;
import io.github.tapehead.model.InitialState;
import io.github.tapehead.model.MemoryKind;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.NetworkConfigurationBuilder;
import io.github.tapehead.training.NetworkKind;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The options that shape a network. Those not given leave the task's default. */
final class NetworkOptions {
  @Option(
      names = "--controller",
      paramLabel = "KIND",
      converter = Words.Controller.class,
      description =
          "lstm or ff, for feed-forward (default: that of --network). Without --network it chooses"
              + " one: ff is the network ntm-ff, with its sizes and training.")
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
      description =
          "The controller alone, without memory and heads, trained as with them. The paper's"
              + " baseline is another network: --network lstm.")
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
      description = "Before the first step: fixed, learned or given (default: fixed).")
  private InitialState initialState;

  @Option(
      names = "--initial-memory",
      paramLabel = "MEMORY",
      converter = Words.InitialContent.class,
      description =
          "What the memory holds before the first step: constant (1e-6), learned,"
              + " random or given (default: constant).")
  private InitialMemory initialMemory;

  @Option(
      names = "--key-activation",
      paramLabel = "FUNCTION",
      converter = Words.KeyFunction.class,
      description =
          "Nonlinearity of the heads' keys: tanh, identity, relu or sigmoid" + " (default: tanh).")
  private Activation keyActivation;

  @Option(
      names = "--strength-activation",
      paramLabel = "FUNCTION",
      converter = Words.StrengthFunction.class,
      description =
          "Nonlinearity of key strengths: softplus, exp or relu" + " (default: softplus).")
  private Activation strengthActivation;

  @Option(
      names = "--shift-activation",
      paramLabel = "FUNCTION",
      converter = Words.ShiftFunction.class,
      description = "Nonlinearity of shifts: softmax or softmax_relu (default: softmax).")
  private Activation shiftActivation;

  @Option(
      names = "--sharpening-activation",
      paramLabel = "FUNCTION",
      converter = Words.SharpeningFunction.class,
      description =
          "Nonlinearity of sharpening exponents: one_plus_softplus or one_plus_relu"
              + " (default: one_plus_softplus).")
  private Activation sharpeningActivation;

  @Option(
      names = "--erase-activation",
      paramLabel = "FUNCTION",
      converter = Words.EraseFunction.class,
      description = "Nonlinearity of what heads erase: sigmoid or relu (default: sigmoid).")
  private Activation eraseActivation;

  @Option(
      names = "--add-activation",
      paramLabel = "FUNCTION",
      converter = Words.AddFunction.class,
      description =
          "Nonlinearity of what heads add: tanh, identity, relu or sigmoid" + " (default: tanh).")
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
    NetworkConfigurationBuilder builder = base.change();
    set(controller, builder::controller);
    set(layers, builder::layers);
    set(hidden, builder::hidden);
    set(locations, builder::locations);
    set(width, builder::width);
    set(readHeads, builder::readHeads);
    set(writeHeads, builder::writeHeads);
    set(shiftRange, builder::shiftRange);
    set(accessOrder, builder::accessOrder);
    set(initialState, builder::initialState);
    set(initialMemory, builder::initialMemory);
    set(headClip, builder::headClip);
    activations().forEach((part, f) -> set(f, chosen -> builder.activation(part, chosen)));
    return builder.build();
  }

  /** The network of the paper with a memory and the controller of the option. */
  NetworkKind kind() {
    return controller == ControllerKind.FEED_FORWARD
        ? NetworkKind.NTM_FEED_FORWARD
        : NetworkKind.NTM_LSTM;
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
    given.put("--head-clip", headClip);
    activations().forEach((part, f) -> given.put("--" + part.option().replace('_', '-'), f));
    given.forEach((option, value) -> {
      if (value != null) {
        throw new IllegalArgumentException(
            option + ": " + value + ", but the network has no memory and no heads");
      }
    });
  }

  /** By part; null where there is no option. */
  private Map<HeadPart, Activation> activations() {
    Map<HeadPart, Activation> byPart = new EnumMap<>(HeadPart.class);
    byPart.put(HeadPart.KEY, keyActivation);
    byPart.put(HeadPart.KEY_STRENGTH, strengthActivation);
    byPart.put(HeadPart.SHIFT, shiftActivation);
    byPart.put(HeadPart.SHARPENING, sharpeningActivation);
    byPart.put(HeadPart.ERASE, eraseActivation);
    byPart.put(HeadPart.ADD, addActivation);
    return byPart;
  }

  private static <T> void set(T option, Consumer<T> setter) {
    if (option != null) {
      setter.accept(option);
    }
  }
}
