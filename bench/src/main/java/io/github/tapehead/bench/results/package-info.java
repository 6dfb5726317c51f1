/** Recorded measurements: the files of a folder under {@code jmh-results/}, read and written. */
package io.github.tapehead.bench.results;
