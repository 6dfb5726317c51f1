/** Every kernel beside its scalar reference, and what each must compute and move. */
package io.github.tapehead.bench.kernels;
