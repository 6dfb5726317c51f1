/**
 * What a language model of characters needs outside the network.
 *
 * <p>A {@link io.github.tapehead.training.text.Corpus} reads a text file and holds its characters
 * as symbols of a {@link io.github.tapehead.training.text.Vocabulary}, the first part for training
 * and the last for testing. A {@link io.github.tapehead.training.text.NGramModel} of the training
 * part is what a network's bits per character are compared with.
 */
package io.github.tapehead.training.text;
