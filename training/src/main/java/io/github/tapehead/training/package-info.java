/**
 * Optimisers, trainers and evaluation.
 *
 * <p>{@link io.github.tapehead.training.TrainingConfiguration} says what to train and how, {@link
 * io.github.tapehead.training.Trainer} does it and tells its {@link
 * io.github.tapehead.training.TrainingListener}s, {@link io.github.tapehead.training.Evaluator}
 * tests the outcome on fresh sequences.
 *
 * <p>The loss is the cross-entropy summed over the scored steps and bits of a sequence. It is
 * reported in bits per sequence (nats / ln 2), as the mean over sequences.
 */
package io.github.tapehead.training;
