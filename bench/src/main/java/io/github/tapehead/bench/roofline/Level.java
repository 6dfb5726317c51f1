package io.github.tapehead.bench.roofline;

/**
 * A level of the memory hierarchy and what one thread moves through it.
 *
 * @param name {@code L1}, {@code L2}, {@code L3} or {@code memory}
 * @param capacity bytes of the level; of memory, {@link Long#MAX_VALUE}
 * @param workingSet bytes that were read and written to measure
 * @param read GB/s of reading
 * @param copy GB/s of copying, both ways counted
 * @param triad GB/s of z ← x + 3y, all three ways counted
 */
public record Level(
    String name, long capacity, long workingSet, Figure read, Figure copy, Figure triad) {}
