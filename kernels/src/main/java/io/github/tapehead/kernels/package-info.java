/** Kernels: one operation per class, forward and backward, each over a whole batch. */
package io.github.tapehead.kernels;
