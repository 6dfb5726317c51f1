package io.github.tapehead.bench.results;

/**
 * What one call of a benchmarked kernel does.
 *
 * @param name the benchmark's parameter {@code kernel}
 * @param group kernels of a kind
 * @param flops floating-point operations; a multiply-add counts as two
 * @param bytes read or written, each once
 */
public record Work(String name, String group, double flops, double bytes) {}
