package io.github.tapehead.model;

import static io.github.tapehead.model.Activation.EXP;
import static io.github.tapehead.model.Activation.IDENTITY;
import static io.github.tapehead.model.Activation.ONE_PLUS_RELU;
import static io.github.tapehead.model.Activation.ONE_PLUS_SOFTPLUS;
import static io.github.tapehead.model.Activation.RELU;
import static io.github.tapehead.model.Activation.SIGMOID;
import static io.github.tapehead.model.Activation.SOFTMAX;
import static io.github.tapehead.model.Activation.SOFTMAX_RELU;
import static io.github.tapehead.model.Activation.SOFTPLUS;
import static io.github.tapehead.model.Activation.TANH;

import java.util.Arrays;
import java.util.List;

/**
 * The parts of the heads' parameters, in the order of their columns in a weights file, with the
 * activations that each can have, the usual one first.
 */
public enum HeadPart {
  /** k, what to look for. */
  KEY("key", TANH, IDENTITY, RELU, SIGMOID),
  /** β, how sharply to look for it. */
  KEY_STRENGTH("strength", SOFTPLUS, EXP, RELU),
  /** g, between the weighting before and what was found. */
  GATE("gate", SIGMOID),
  /** s, how far to move. */
  SHIFT("shift", SOFTMAX, SOFTMAX_RELU),
  /** γ, how sharp the weighting becomes. */
  SHARPENING("sharpening", ONE_PLUS_SOFTPLUS, ONE_PLUS_RELU),
  /** e, how much of each component a write head erases. */
  ERASE("erase", SIGMOID, RELU),
  /** a, what a write head adds. */
  ADD("add", TANH, IDENTITY, RELU, SIGMOID);

  private final String option;
  private final List<Activation> choices;

  HeadPart(String name, Activation... choices) {
    option = name + "_activation";
    this.choices = List.of(choices);
  }

  /** The parts that have a choice. */
  public static List<HeadPart> options() {
    return Arrays.stream(values()).filter(part -> part.choices.size() > 1).toList();
  }

  /** The name of the choice in a configuration, such as {@code key_activation}. */
  public String option() {
    return option;
  }

  /** The activations that it can have, the usual one first. */
  public List<Activation> choices() {
    return choices;
  }

  /** The activation that it has where nothing else is said. */
  public Activation usual() {
    return choices.getFirst();
  }
}
