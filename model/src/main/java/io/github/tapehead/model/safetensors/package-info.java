/**
 * Files of named float32 tensors in the safetensors format. Nothing here knows what the tensors are
 * for: weights, checkpoints, states of sessions and fixtures are all such files.
 *
 * <pre>
 *   8 bytes    length of the header, little-endian
 *   header     JSON: for each tensor its type, shape and bytes; texts under __metadata__
 *   data       the numbers of the tensors, without holes or overlaps
 * </pre>
 *
 * <p>{@link io.github.tapehead.model.safetensors.Safetensors} is a file that was read, and reads
 * and writes one. A file may come from anywhere, so reading goes in two steps: first the {@link
 * io.github.tapehead.model.safetensors.SafetensorsHeader}, checked against the size of the file,
 * then the tensors that a {@link io.github.tapehead.model.safetensors.Safetensors.Selection} names
 * when it has seen the header. It may refuse the file there, before anything is allocated for its
 * tensors. Writing replaces a file whole or not at all.
 *
 * <p>What is not as it must be is a {@link
 * io.github.tapehead.model.safetensors.WeightsFormatException} that names file, tensor and cause.
 */
package io.github.tapehead.model.safetensors;
