/** Runs benchmarks and writes what they measured into a folder. */
package io.github.tapehead.bench.record;
