/**
 * Workers that train one network together, a thread each.
 *
 * <p>A {@link io.github.tapehead.training.workers.Worker} runs batches forward and backward on a
 * network of its own; a {@link io.github.tapehead.training.workers.Learner} is one with gradients,
 * which learns from a batch in {@link io.github.tapehead.training.workers.Groups} of sequences of
 * like length. A {@link io.github.tapehead.training.workers.Team} is as many of them as a {@link
 * io.github.tapehead.training.Parallelism} says, and its rule:
 *
 * <ul>
 *   <li>{@code SynchronousTeam}: one step at a time. The groups of a batch are shared out,
 *       gradients are added up in the order of the workers, and every worker updates a slice of the
 *       parameters.
 *   <li>{@code HogwildTeam}: nobody waits. Batches, gradients and updates are each worker's own
 *       affair, the parameters common to all.
 *   <li>{@code LocalTeam}: parameters of one's own, and their mean from time to time.
 * </ul>
 *
 * <h2>Who sees what, and when</h2>
 *
 * <p>Numbers in native memory are read and written by plain accesses of whole vectors. Where a
 * result must not depend on chance, a {@code SpinBarrier} lies between a write and a read of
 * another worker: its round is a volatile field, and what a worker wrote before it arrived happens
 * before what any worker reads after it left. The Hogwild team orders nothing but its count of
 * updates, which is released after an update and acquired before the parameters are read; what else
 * it reads may be of any age, but never a number that nobody wrote, as aligned floats are not torn.
 *
 * <p>What workers tell each other in Java, such as the rate of the next step, goes through {@link
 * io.github.tapehead.training.workers.Progress}, whose answers are volatile and whose reports are
 * taken in under a lock. Each worker's own objects and its native memory, which begins at a new
 * cache line, are apart from those of the others: no two write to the same line in a step, but for
 * the parameters in Hogwild.
 */
package io.github.tapehead.training.workers;
