package io.github.tapehead.model.inference;

import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.InitialMemory;
import io.github.tapehead.model.InitialState;
import io.github.tapehead.model.Initialization;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.model.WeightsFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Models with random weights, the same for the same seed, and inputs for them. */
final class Models {
  /** Small: two layers, several heads, everything learned. */
  static final NetworkConfiguration SMALL =
      NetworkConfiguration.ntm(ControllerKind.LSTM, 4, 3)
          .withLayers(2)
          .withHidden(7)
          .withMemory(9, 5)
          .withHeads(2, 1)
          .withInitialState(InitialState.LEARNED)
          .withInitialMemory(new InitialMemory.Learned());

  /** One of each kind: what there is to remember differs. */
  static final List<NetworkConfiguration> KINDS =
      List.of(
          SMALL,
          NetworkConfiguration.ntm(ControllerKind.FEED_FORWARD, 4, 3).withHidden(7),
          NetworkConfiguration.ntm(ControllerKind.LSTM, 4, 3).withHidden(7).withoutMemory(),
          NetworkConfiguration.ntm(ControllerKind.FEED_FORWARD, 4, 3)
              .withHidden(7)
              .withoutMemory());

  private Models() {}

  static Model of(NetworkConfiguration configuration, long seed) {
    try (Arena arena = Arena.ofConfined()) {
      return Model.of(parameters(configuration, seed, arena));
    }
  }

  static void write(Path file, NetworkConfiguration configuration, long seed) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      Parameters parameters = parameters(configuration, seed, arena);
      WeightsFile.write(file, configuration, parameters, Map.of("task", "test"));
    }
  }

  /** Steps of random inputs. */
  static float[] inputs(NetworkConfiguration configuration, int steps, long seed) {
    Random random = new Random(seed);
    float[] inputs = new float[steps * configuration.inputs()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    return inputs;
  }

  /** The outputs of a session for some steps. */
  static float[] run(Session session, float[] inputs) {
    NetworkConfiguration c = session.model().configuration();
    float[] outputs = new float[inputs.length / c.inputs() * c.outputs()];
    session.run(inputs, outputs);
    return outputs;
  }

  private static Parameters parameters(NetworkConfiguration configuration, long seed, Arena arena) {
    Parameters parameters = new Parameters(Layout.of(configuration), arena);
    Initialization.initialize(parameters, configuration, new Random(seed));
    return parameters;
  }
}
