package io.github.tapehead.training.reproduction;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The seeds of the runs of one network on one task.
 *
 * @param values the seeds, at least one, each once
 */
public record Seeds(List<Long> values) {
  private static final int MOST = 1000;

  /**
   * Checks the seeds.
   *
   * @throws IllegalArgumentException if there is none, or one twice
   */
  public Seeds {
    values = List.copyOf(values);
    if (values.isEmpty() || values.stream().distinct().count() < values.size()) {
      throw new IllegalArgumentException("seeds: " + values + ", expected at least one, each once");
    }
  }

  /**
   * Reads how many there are, counted from 1, or a list: {@code 3} is {@code 1,2,3}, and {@code 7,}
   * is the seed 7 alone.
   *
   * @throws IllegalArgumentException that says what was expected
   */
  public static Seeds parse(String text) {
    try {
      if (text.contains(",")) {
        return new Seeds(
            Arrays.stream(text.split(",")).map(String::strip).map(Long::valueOf).toList());
      }
      int count = Integer.parseInt(text.strip());
      if (count >= 1 && count <= MOST) {
        return new Seeds(LongStream.rangeClosed(1, count).boxed().toList());
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(wrong(text), e);
    }
    throw new IllegalArgumentException(wrong(text));
  }

  private static String wrong(String text) {
    return "seeds: " + text + ", expected a count from 1 to " + MOST + " or a list such as 1,4,7";
  }
}
