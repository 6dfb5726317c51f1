/** What a training run leaves behind: progress, tables, plots. */
package io.github.tapehead.training.report;
