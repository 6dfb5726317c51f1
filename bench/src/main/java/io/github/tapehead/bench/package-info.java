/**
 * JMH benchmarks. Each compares what the project does with the alternative it was chosen over, and
 * checks in its setup that both compute the same.
 *
 * <p>Run one with {@code java -jar bench/target/benchmarks.jar NAME}; the forks add the Vector
 * API's module themselves. Kernels are in {@code kernels}, other libraries in {@code rivals}, whole
 * networks in {@code network}, where {@code StepBreakdown} and {@code ColdStart} are programs of
 * their own. Recorded results are under {@code jmh-results/}.
 */
package io.github.tapehead.bench;
