package io.github.tapehead.training.checkpoint;

import io.github.tapehead.model.safetensors.Safetensors;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The state of a training at one moment, as values.
 *
 * @param values numbers and words, as exact text, by name
 * @param tensors blocks of numbers by name
 */
public record Snapshot(
    SequencedMap<String, String> values, SequencedMap<String, Safetensors.Entry> tensors) {
  /** Copies both maps. */
  public Snapshot {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    tensors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tensors));
  }

  /** Whether it holds nothing. */
  boolean isEmpty() {
    return values.isEmpty() && tensors.isEmpty();
  }

  /**
   * This and another part of the same state.
   *
   * @throws IllegalArgumentException if both have something of the same name
   */
  Snapshot and(Snapshot other) {
    var allValues = new LinkedHashMap<>(values);
    other.values.forEach((name, value) -> requireNew(name, allValues.put(name, value)));
    var allTensors = new LinkedHashMap<>(tensors);
    other.tensors.forEach((name, tensor) -> requireNew(name, allTensors.put(name, tensor)));
    return new Snapshot(allValues, allTensors);
  }

  private static void requireNew(String name, Object before) {
    if (before != null) {
      throw new IllegalArgumentException(name + ": twice in a state");
    }
  }
}
