/** The tasks that networks are trained on. */
package io.github.tapehead.training.task;
