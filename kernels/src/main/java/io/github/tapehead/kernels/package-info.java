/**
 * Float kernels of the Neural Turing Machine (Graves, Wayne, Danihelka 2014), forward and backward,
 * hand-vectorised over native memory.
 *
 * <p>One class an operation. {@code forward} computes it, {@code backward} its gradient; both work
 * on a whole batch and allocate nothing. All are static, free of state, and may run on many threads
 * over different outputs.
 *
 * <table>
 * <caption>The paper's symbols</caption>
 * <tr><th>symbol</th><th>name here</th><th>shape for a batch</th></tr>
 * <tr><td>M_t</td><td>{@code memory}</td><td>[batch · width × locations]: a row holds one component
 *     of all locations</td></tr>
 * <tr><td>w, w^c, w^g, w̃</td><td>{@code weighting}, {@code content}, {@code gated}, {@code shifted}
 *     </td><td>[batch × locations]</td></tr>
 * <tr><td>k</td><td>{@code key}</td><td>[batch × width]</td></tr>
 * <tr><td>β, g, γ</td><td>{@code keyStrength}, {@code gate}, {@code sharpening}</td>
 *     <td>[batch × 1]</td></tr>
 * <tr><td>s</td><td>{@code shift}</td><td>[batch × 2 · range + 1], from −range to +range</td></tr>
 * <tr><td>r, e, a</td><td>{@code read}, {@code erase}, {@code add}</td><td>[batch × heads · width]
 *     </td></tr>
 * </table>
 *
 * <p><b>Layout.</b> Lanes run over the locations: a memory is stored as width × locations, so that
 * similarities need no sum across lanes, and any batch, one sample included, fills the vectors.
 * Rows are read and written in whole vectors, up to {@link
 * io.github.tapehead.kernels.Simd#padded(int)}, by the kernels of the memory in blocks of four, up
 * to {@link io.github.tapehead.kernels.Simd#blocks(int)}; pad floats are zero before and after.
 * Arguments that hold scalars of a sample (keys, strengths, gates, shifts, read, erase and add
 * vectors) are read float by float and may be views of some columns of a wider matrix.
 *
 * <p><b>Arguments</b> come in one order: results, incoming gradients, cached results, inputs,
 * scalars and sizes, scratch. Gradients have the prefix {@code d} and accumulate, unless a method
 * says that it overwrites. Matrices must not overlap, unless a method allows it.
 *
 * <p><b>Loops</b> call the Vector API directly and pass only segments, offsets and scalars to
 * methods of our own. C2 inlines the API always, but a helper of ours no longer once a compilation
 * has grown to 18,000 nodes; a vector that crosses such a call is boxed, and the loop ten times
 * slower.
 *
 * <p>Each access to a segment checks its bounds. C2 takes the check out of a loop whose offsets
 * grow by a constant, at a price of some thirty instructions for every access each time the loop is
 * entered. Long loops (rows of A in {@link io.github.tapehead.kernels.Gemm}) are written for that.
 * Loops through the width of a memory, whose rows are a variable distance apart, keep the check, at
 * three instructions, and take four vectors of locations side by side, so that they are entered
 * seldom and weightings stay in registers.
 *
 * <p><b>Errors.</b> Shapes are checked once, at the entry: {@link
 * java.lang.IllegalArgumentException} with the name, the shape found and the shape expected. Values
 * are not checked; NaN and infinities propagate.
 *
 * <p><b>Numerics.</b> Float32 with fused multiply-add. Sums run in a fixed order for a given vector
 * width: the same inputs give the same bits, interpreted or compiled.
 */
package io.github.tapehead.kernels;
