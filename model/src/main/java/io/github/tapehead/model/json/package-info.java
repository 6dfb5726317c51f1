/**
 * JSON for headers, configurations and mappings, small and our own: an embedder of this module gets
 * no dependency. Not part of the public interface.
 *
 * <p>{@link io.github.tapehead.model.json.Json} reads a text to the letter of RFC 8259 and bounds
 * what it costs, for the text comes from a file that anyone may have made. {@link
 * io.github.tapehead.model.json.JsonObject} takes an object's entries key by key, each of the type
 * that is expected, refuses keys that nobody asked for, and names object, key and value in every
 * error. {@link io.github.tapehead.model.json.JsonWriter} writes what the reader reads.
 *
 * <p>Errors are {@link java.lang.IllegalArgumentException}s; who knows the file adds its name.
 */
package io.github.tapehead.model.json;
