/**
 * The tasks that networks are trained on: what a sequence holds, and on which settings a trained
 * network is tested.
 *
 * <p>A new task is one file that implements {@link io.github.tapehead.training.task.Task}, and one
 * line in {@link io.github.tapehead.training.task.Tasks}.
 */
package io.github.tapehead.training.task;
