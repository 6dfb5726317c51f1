package io.github.tapehead.training.text;

import io.github.tapehead.kernels.Matrix;
import io.github.tapehead.model.Network;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.Parameters;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Continues a text with a network that predicts characters: draws each next character from the
 * probabilities that the network gives, and shows it to the network.
 *
 * <p>The whole text runs through the network again for each character: the time grows with the
 * square of its length.
 */
public final class Continuation {
  private Continuation() {}

  /**
   * Continues a text.
   *
   * @param configuration of the network, whose inputs and outputs are the symbols
   * @param parameters of the network, not changed
   * @param prefix symbols to begin with, one or more
   * @param length symbols to add, 1 or more
   * @param temperature divides the logits: below 1 for likelier characters, above 1 for more
   *     surprising ones; 0 for always the likeliest
   * @param random draws the characters
   * @return the added symbols; never {@link Vocabulary#UNKNOWN}, which stands for no character
   * @throws IllegalArgumentException if a value is out of its range
   */
  public static int[] of(
      NetworkConfiguration configuration,
      Parameters parameters,
      int[] prefix,
      int length,
      double temperature,
      RandomGenerator random) {
    if (prefix.length < 1) {
      throw new IllegalArgumentException("prefix: empty, expected at least one character");
    }
    int symbols = configuration.outputs();
    if (configuration.inputs() != symbols || symbols < 2) {
      throw new IllegalArgumentException(
          "network: %d inputs and %d outputs, expected one of each per symbol, 2 or more"
              .formatted(configuration.inputs(), symbols));
    }
    for (int symbol : prefix) {
      if (symbol < 0 || symbol >= symbols) {
        throw new IllegalArgumentException(
            "prefix: symbol " + symbol + ", must be from 0 to " + (symbols - 1));
      }
    }
    if (length < 1) {
      throw new IllegalArgumentException("length: " + length + ", must be at least 1");
    }
    if (!(temperature >= 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException(
          "temperature: " + temperature + ", must be at least 0 and finite");
    }
    int[] text = Arrays.copyOf(prefix, prefix.length + length);
    try (Network network = new Network(configuration, 1, text.length)) {
      network.load(parameters);
      for (int end = prefix.length; end < text.length; end++) {
        text[end] = next(network, text, end, temperature, random);
      }
    }
    return Arrays.copyOfRange(text, prefix.length, text.length);
  }

  private static int next(
      Network network, int[] text, int end, double temperature, RandomGenerator random) {
    Matrix inputs = network.inputs(end);
    inputs.zero();
    for (int t = 0; t < end; t++) {
      inputs.set(t, text[t], 1);
    }
    network.forward(end);
    return draw(network.logits(end), end - 1, temperature, random);
  }

  /** A symbol from 1 on, with the probabilities of the softmax of logits over temperature. */
  private static int draw(Matrix logits, int row, double temperature, RandomGenerator random) {
    int likeliest = 1;
    for (int symbol = 2; symbol < logits.columns(); symbol++) {
      likeliest = logits.get(row, symbol) > logits.get(row, likeliest) ? symbol : likeliest;
    }
    if (temperature == 0) {
      return likeliest;
    }
    double[] upTo = new double[logits.columns()];
    double sum = 0;
    for (int symbol = 1; symbol < upTo.length; symbol++) {
      double behind = logits.get(row, symbol) - logits.get(row, likeliest);
      sum += Math.exp(behind / temperature);
      upTo[symbol] = sum;
    }
    double drawn = random.nextDouble() * sum;
    int symbol = 1;
    while (upTo[symbol] < drawn) {
      symbol++;
    }
    return symbol;
  }
}
