package io.github.tapehead.training.text;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Interpolated modified Kneser-Ney, from its equations, over lists and sets. */
final class NGramOracle {
  private final int symbols;
  private final Map<List<Integer>, Integer> occurrences = new HashMap<>();
  private final Map<List<Integer>, Set<Integer>> before = new HashMap<>();

  NGramOracle(int[] text, int symbols, int order) {
    this.symbols = symbols;
    List<Integer> all = IntStream.of(text).boxed().toList();
    for (int end = 1; end <= text.length; end++) {
      for (int length = 1; length <= Math.min(order, end); length++) {
        List<Integer> gram = all.subList(end - length, end);
        occurrences.merge(gram, 1, Integer::sum);
        List<Integer> tail = gram.subList(1, length);
        before.computeIfAbsent(tail, t -> new HashSet<>()).add(gram.getFirst());
      }
    }
  }

  double probability(List<Integer> context, int symbol) {
    return probability(context, symbol, true);
  }

  private double probability(List<Integer> context, int symbol, boolean longest) {
    int[] counts = new int[symbols];
    int total = 0;
    for (int s = 0; s < symbols; s++) {
      counts[s] = count(append(context, s), longest);
      total += counts[s];
    }
    double lower =
        context.isEmpty()
            ? 1.0 / symbols
            : probability(context.subList(1, context.size()), symbol, false);
    if (total == 0) {
      return lower;
    }
    Discounts discounts = discounts(context.size() + 1, longest);
    double taken = 0;
    for (int count : counts) {
      taken += discounts.of(count);
    }
    return (counts[symbol] - discounts.of(counts[symbol]) + taken * lower) / total;
  }

  private int count(List<Integer> gram, boolean longest) {
    return longest ? occurrences.getOrDefault(gram, 0) : before.getOrDefault(gram, Set.of()).size();
  }

  private Discounts discounts(int length, boolean longest) {
    int[] numbers = new int[5];
    for (List<Integer> gram : longest ? occurrences.keySet() : before.keySet()) {
      int count = count(gram, longest);
      if (gram.size() == length && count <= 4) {
        numbers[count]++;
      }
    }
    return Discounts.estimate(numbers);
  }

  private static List<Integer> append(List<Integer> context, int symbol) {
    return IntStream.concat(context.stream().mapToInt(Integer::intValue), IntStream.of(symbol))
        .boxed()
        .toList();
  }
}
