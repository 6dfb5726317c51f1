package io.github.tapehead.model;

import java.util.List;

/** The blueprint of the plain recurrent baseline: neither tensors nor a part. */
final class NoMemory implements Blueprint<Memory> {
  @Override
  public List<TensorSpec> weights(NetworkConfiguration c) {
    return List.of();
  }

  @Override
  public List<TensorSpec> initialState(NetworkConfiguration c) {
    return List.of();
  }

  @Override
  public Memory build(Signals signals, PackedWeights weights) {
    return null;
  }
}
