/**
 * Checkpoints: files from which a training goes on as if it had never stopped.
 *
 * <p>Every part of a training that remembers something adds it to a {@link
 * io.github.tapehead.training.checkpoint.State}; a {@link
 * io.github.tapehead.training.checkpoint.Snapshot} is what a state holds at one moment, {@link
 * io.github.tapehead.training.checkpoint.Snapshots} brings it to all processes. A {@link
 * io.github.tapehead.training.checkpoint.CheckpointFile} is a snapshot on the disk, a {@link
 * io.github.tapehead.training.checkpoint.CheckpointFolder} has the last of them, and a {@link
 * io.github.tapehead.training.checkpoint.CheckpointListener} writes them while a training runs:
 *
 * <pre>
 *   trainer.addListener(new CheckpointListener(trainer, folder, every, keep));
 *   folder.last(configuration, warnings).ifPresent(last -&gt; trainer.restore(last.snapshot()));
 *   trainer.run();
 * </pre>
 */
package io.github.tapehead.training.checkpoint;
