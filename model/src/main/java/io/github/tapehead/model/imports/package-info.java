/**
 * Weights that other programs have trained, made into those of a network here.
 *
 * <p>{@link io.github.tapehead.model.imports.WeightsImport} is all that a program needs:
 *
 * <pre>
 *   mapping   which network it is, and where each of its weights comes from
 *   source    safetensors with the names, shapes and orders of the other program
 *   result    a WeightsFile: configuration, parameters, metadata
 * </pre>
 *
 * <p>It works in three steps, the first two without memory for weights. {@code ImportMapping} reads
 * the mapping: the configuration, and a table of {@code ImportEntry}, each of which gives some rows
 * and columns of a tensor from some {@code ImportSource}s. {@code TensorAxes} names those rows and
 * columns, such as {@code read.0.key} or the gate {@code f}, each {@code TensorAxis} in blocks.
 * {@code ImportPlan} then looks for the sources in the header of their file. Last, the numbers are
 * read, added up where several belong together, and put in their places.
 *
 * <p>{@code Coverage} keeps it strict in both directions: the table must give every weight exactly
 * once, and use every number of the source unless it ignores the tensor by name. Errors name the
 * entry of the mapping, for there they can be mended. {@code docs/import.md} describes mappings.
 */
package io.github.tapehead.model.imports;
