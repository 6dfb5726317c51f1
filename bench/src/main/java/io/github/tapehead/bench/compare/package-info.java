/** Compares two recordings: what has become slower. */
package io.github.tapehead.bench.compare;
