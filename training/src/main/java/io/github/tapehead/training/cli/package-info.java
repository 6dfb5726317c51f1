/** The command line. */
package io.github.tapehead.training.cli;
