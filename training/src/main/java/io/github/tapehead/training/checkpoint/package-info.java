/**
 * Checkpoints: files from which a training goes on as if it had never stopped.
 *
 * <p>Every part of a training that remembers something adds it to a {@link
 * io.github.tapehead.training.checkpoint.State}; a {@link
 * io.github.tapehead.training.checkpoint.Snapshot} is what a state holds at one moment.
 */
package io.github.tapehead.training.checkpoint;
