/**
 * Training of the model module's networks: tasks, optimisers, trainer, evaluation, reports and the
 * command line.
 *
 * <p>A {@link io.github.tapehead.training.TrainingConfiguration} says what to train and how: the
 * task, the network, batch, {@link io.github.tapehead.training.Optimizer}, {@link
 * io.github.tapehead.training.LearningRate}, {@link io.github.tapehead.training.Clipping}, seed and
 * {@link io.github.tapehead.training.Limits}. A {@link io.github.tapehead.training.Trainer} does
 * it:
 *
 * <pre>
 *   batch      Task.sample draws sequences into native memory
 *   forward    Network.forward; cross-entropy from the logits
 *   backward   Network.backward adds all gradients into one block
 *   update     clip the block, one step of the optimiser, load the network again
 *   report     each TrainingListener gets the step: progress, metrics, curve
 * </pre>
 *
 * <p>The loss is the cross-entropy summed over the scored steps and bits of a sequence, reported in
 * bits per sequence (nats / ln 2) as the mean over sequences. The number of wrong bits, thresholded
 * at one half, is a second figure. Training ends at a target for the mean of the last 1,000
 * sequences, at a limit, when asked to, or when too many steps in a row had to be skipped, because
 * loss or gradient were not finite. An {@link io.github.tapehead.training.Evaluator} then tests the
 * outcome on fresh sequences of the task's test settings.
 *
 * <p>All chance comes from one seed ({@link io.github.tapehead.training.RandomStreams}): the same
 * configuration on the same vector width gives the same bits, workers that do not wait for each
 * other ({@link io.github.tapehead.training.Parallelism.Hogwild}) aside. After warm-up a step
 * allocates nothing.
 *
 * <p>Packages: {@code workers} are the threads that train together, {@code checkpoint} saves a
 * training and goes on with it, {@code task} what is learned, {@code text} has texts and n-gram
 * models of them, {@code report} what a run shows and leaves behind, {@code run} makes one run with
 * its files, {@code reproduction} the paper's experiments, {@code cli} the commands.
 */
package io.github.tapehead.training;
