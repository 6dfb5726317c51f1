package io.github.tapehead.bench.kernels;

/**
 * What one call of a case computes and moves, as {@link Cost} counts it.
 *
 * @param name class and method of the kernel, with the size behind a hyphen where there are several
 * @param group kernels that are alike
 * @param flops floating-point operations
 * @param bytes of memory read and written
 */
public record KernelWork(String name, String group, double flops, double bytes) {}
