/**
 * The command {@code tapehead bench}. Exit codes: 0 done, 1 a part failed or a benchmark regressed,
 * 2 bad input.
 */
package io.github.tapehead.bench.cli;
