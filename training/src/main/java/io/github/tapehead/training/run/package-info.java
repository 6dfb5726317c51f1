/**
 * One training run from its configuration to the files that it leaves: {@link
 * io.github.tapehead.training.run.TrainingRun} trains, tests and saves, {@link
 * io.github.tapehead.training.run.RunFolder} knows the files.
 */
package io.github.tapehead.training.run;
