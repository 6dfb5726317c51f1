/**
 * Trained networks in the service of a JVM program: load a weights file once, open a session for
 * each conversation or stream, step.
 *
 * <pre>
 *   try (Model model = Model.load(Path.of("weights.safetensors"))) {
 *     model.warmUp(Duration.ofSeconds(5));
 *     try (Session session = model.session()) {
 *       session.step(input, output);       // float[] or MemorySegment, as often as wanted
 *     }
 *   }
 * </pre>
 *
 * <p>A {@link io.github.tapehead.model.inference.Model} never changes and serves any number of
 * threads; its sessions share its weights. A {@link io.github.tapehead.model.inference.Session} is
 * one sequence, its memory is of one size however long that is, and a step allocates nothing and
 * takes no lock. A {@link io.github.tapehead.model.inference.SessionBatch} steps several sequences
 * together, for throughput. Both keep their state in native memory that {@code close} frees; their
 * state can be saved and restored, to go on later or elsewhere.
 *
 * <p>Lifetimes: closing a session ends that session, closing a model ends all its sessions, whose
 * own memory their own {@code close} frees. Use of what is closed is an {@link
 * java.lang.IllegalStateException}; on whatever thread, it never harms the JVM. A session belongs
 * to one thread at a time, may wander from thread to thread, and refuses two at once.
 */
package io.github.tapehead.model.inference;
