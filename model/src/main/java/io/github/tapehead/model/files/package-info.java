/**
 * Files that are written whole or not at all, for the writers of weights, states, graphs and
 * summaries in this project. Not part of the public interface.
 */
package io.github.tapehead.model.files;
