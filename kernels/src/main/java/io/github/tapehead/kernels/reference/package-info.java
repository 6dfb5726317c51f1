/** The same operations as plain loops: what the kernels are tested and timed against. */
package io.github.tapehead.kernels.reference;
