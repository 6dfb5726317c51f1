/**
 * The command line: one class per command. Exit codes: 0 done, 1 a check failed or training
 * diverged, 2 bad input.
 */
package io.github.tapehead.training.cli;
