package io.github.tapehead.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The activation of each part of the heads' parameters.
 *
 * @param byPart all parts with their activations; given to the constructor, some parts, the others
 *     having the {@linkplain HeadPart#usual usual} one
 */
public record HeadActivations(Map<HeadPart, Activation> byPart) {
  /** The usual ones. */
  public static final HeadActivations USUAL = new HeadActivations(Map.of());

  /**
   * Checks every choice.
   *
   * @throws IllegalArgumentException that names the part's option, the activation and what it can
   *     be
   */
  public HeadActivations {
    Map<HeadPart, Activation> all = new EnumMap<>(HeadPart.class);
    for (HeadPart part : HeadPart.values()) {
      Activation chosen = byPart.getOrDefault(part, part.usual());
      if (!part.choices().contains(chosen)) {
        throw new IllegalArgumentException(
            part.option() + ": " + chosen + ", expected one of " + part.choices());
      }
      all.put(part, chosen);
    }
    byPart = Collections.unmodifiableMap(all);
  }

  /** The activation of a part. */
  public Activation of(HeadPart part) {
    return byPart.get(part);
  }

  /**
   * The same with another activation of a part.
   *
   * @throws IllegalArgumentException if the part cannot have it
   */
  public HeadActivations with(HeadPart part, Activation activation) {
    Map<HeadPart, Activation> changed = new EnumMap<>(byPart);
    changed.put(part, activation);
    return new HeadActivations(changed);
  }
}
