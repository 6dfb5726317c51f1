package io.github.tapehead.bench.results;

import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What JMH measured for one benchmark with one set of parameters.
 *
 * @param benchmark the class and the method, qualified
 * @param parameters values by name
 * @param throughput whether more is better; otherwise values are times
 * @param samples all values: nanoseconds, or operations per unit of JMH's
 * @param forks by fork, the value of every iteration; of sampled times, their median
 * @param allocated bytes per operation, or NaN when they were not counted
 */
public record JmhResult(
    String benchmark,
    SortedMap<String, String> parameters,
    boolean throughput,
    Samples samples,
    List<List<Double>> forks,
    double allocated) {

  /** The class, without its package. */
  public String type() {
    String qualified = benchmark.substring(0, benchmark.lastIndexOf('.'));
    return qualified.substring(qualified.lastIndexOf('.') + 1);
  }

  /** The method. */
  public String method() {
    return benchmark.substring(benchmark.lastIndexOf('.') + 1);
  }

  /** A parameter's value; empty when there is no such parameter. */
  public String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  /** All parameters in short: one alone by its value, more as {@code name=value}. */
  public String setting() {
    if (parameters.size() == 1) {
      return parameters.get(parameters.firstKey());
    }
    return parameters.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }

  /** A name that no other result of a run has. */
  public String label() {
    String name = type() + "." + method();
    return parameters.isEmpty() ? name : name + " " + setting();
  }

  /** The median of all samples: nanoseconds for times. */
  public double median() {
    return samples.median();
  }
}
