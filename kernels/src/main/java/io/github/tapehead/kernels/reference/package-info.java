/**
 * The same operations as plain loops over floats, each as short as its equation.
 *
 * <p>For reading, and as the baseline of tests and benchmarks. Arguments come in the order of the
 * kernels, without their scratch; gradients accumulate where the kernels' do. Shapes are not
 * checked and pads not touched.
 */
package io.github.tapehead.kernels.reference;
