package io.github.tapehead.training.text;

import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.model.inference.Model;
import io.github.tapehead.model.inference.Session;
import java.util.random.RandomGenerator;

/**
 * Continues a text with a network that predicts characters: draws each next character from the
 * probabilities that the network gives, and shows it to the network.
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
   * @throws IllegalArgumentException if a value is out of its range, or the network gives logits
   *     that are not finite
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
    if (!parameters.layout().configuration().equals(configuration)) {
      throw new IllegalArgumentException("parameters: of another configuration");
    }
    int[] added = new int[length];
    float[] input = new float[symbols];
    float[] logits = new float[symbols];
    try (Model model = Model.of(parameters);
        Session session = model.session()) {
      for (int symbol : prefix) {
        step(session, symbol, input, logits);
      }
      for (int i = 0; i < length; i++) {
        added[i] = draw(logits, temperature, random);
        if (i + 1 < length) {
          step(session, added[i], input, logits);
        }
      }
    }
    return added;
  }

  private static void step(Session session, int symbol, float[] input, float[] logits) {
    input[symbol] = 1;
    session.step(input, logits);
    input[symbol] = 0;
    for (float logit : logits) {
      if (!Float.isFinite(logit)) {
        throw new IllegalArgumentException(
            "network: gives the logit " + logit + ", expected finite ones");
      }
    }
  }

  /** A symbol from 1 on, with the probabilities of the softmax of logits over temperature. */
  private static int draw(float[] logits, double temperature, RandomGenerator random) {
    int likeliest = 1;
    for (int symbol = 2; symbol < logits.length; symbol++) {
      likeliest = logits[symbol] > logits[likeliest] ? symbol : likeliest;
    }
    if (temperature == 0) {
      return likeliest;
    }
    double[] upTo = new double[logits.length];
    double sum = 0;
    for (int symbol = 1; symbol < upTo.length; symbol++) {
      double behind = logits[symbol] - logits[likeliest];
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
