package io.github.tapehead.bench.network;

import io.github.tapehead.model.NetworkConfiguration;

/**
 * A network, and how much it is given to do.
 *
 * @param name what results call it
 * @param configuration the network
 * @param batch sequences that run side by side
 * @param steps time steps of a sequence, T
 */
public record Workload(String name, NetworkConfiguration configuration, int batch, int steps) {
  @Override
  public String toString() {
    return name;
  }
}
