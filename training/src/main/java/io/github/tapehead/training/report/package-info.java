/**
 * What a training run shows and leaves behind: progress, tables, figures, the result file. None of
 * it is needed to train.
 */
package io.github.tapehead.training.report;
