/**
 * Networks with an external memory: configuration, parameters, forward and backward through time,
 * steps forward without end, weights files.
 *
 * <p>A {@link io.github.tapehead.model.NetworkConfiguration} says everything about a network. Its
 * {@link io.github.tapehead.model.Layout} names every parameter tensor and places it in one block
 * of floats; {@link io.github.tapehead.model.Parameters} are such a block, and so are gradients and
 * optimiser moments, so that an optimiser is one loop. A {@link
 * io.github.tapehead.model.WeightsFile} holds configuration and parameters in a file of {@link
 * io.github.tapehead.model.safetensors}; {@link io.github.tapehead.model.imports} makes one of what
 * other programs have trained.
 *
 * <p>A {@link io.github.tapehead.model.Network} is what one worker needs to run them: packed
 * weights, a tape for a batch over a number of time steps, and scratch, all allocated at once. It
 * is a list of parts that run through time behind one narrow seam:
 *
 * <pre>
 *   for t = 0 … T−1
 *     controller   [x_t ; r_(t−1) ; h_(t−1)] → h_t
 *     memory       h_t → head parameters → weightings → M_t, r_t
 *   output         [h_t ; r_t] → logits, for all t at once
 * </pre>
 *
 * <p>Parts exchange only inputs, hidden states and read vectors, and the gradients of the latter
 * two. What a kind of controller or memory needs, its tensors, their starting values and how to
 * build it, stands in one place, its blueprint: another kind is another file with another constant
 * in {@link io.github.tapehead.model.ControllerKind} or {@link
 * io.github.tapehead.model.MemoryKind}. Gradients run the same list backward; those of the weights
 * are computed at the end, for all time steps in one product.
 *
 * <p>The same parts serve a {@link io.github.tapehead.model.Stepper}, which runs forward only: its
 * tape is a ring of two states, and its weights, {@link io.github.tapehead.model.StepWeights}, are
 * packed once for many. Programs use it through {@link io.github.tapehead.model.inference}.
 *
 * <p>Tensors of a batch over time are stored step by step: row {@code t · batch + b}. Memories are
 * stored width × locations, for the kernels' lanes run over the locations. A step, forward,
 * backward and loading of parameters included, allocates nothing.
 *
 * <p>A network belongs to one thread at a time. Parameters may be shared; who updates them while
 * others load them must know what that means.
 */
package io.github.tapehead.model;
