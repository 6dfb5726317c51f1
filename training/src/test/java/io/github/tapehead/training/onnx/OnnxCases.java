package io.github.tapehead.training.onnx;

import io.github.tapehead.model.AccessOrder;
import io.github.tapehead.model.Activation;
import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.HeadPart;
import io.github.tapehead.model.InitialMemory;
import io.github.tapehead.model.InitialState;
import io.github.tapehead.model.Initialization;
import io.github.tapehead.model.Layout;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.model.WeightsFile;
import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;

/** Networks of all kinds with random weights, the same in every run. */
final class OnnxCases {
  private static final NetworkConfiguration LSTM = small(ControllerKind.LSTM);
  private static final NetworkConfiguration FEED_FORWARD = small(ControllerKind.FEED_FORWARD);

  private OnnxCases() {}

  /** All configurations, by a name for reports. */
  static SequencedMap<String, NetworkConfiguration> all() {
    SequencedMap<String, NetworkConfiguration> cases = new LinkedHashMap<>();
    cases.put("the paper's", NetworkConfiguration.ntm(ControllerKind.LSTM, 10, 8));
    cases.put("lstm", LSTM);
    cases.put("lstm, three layers", LSTM.withLayers(3).withInitialState(InitialState.LEARNED));
    cases.put("feed-forward", FEED_FORWARD);
    cases.put("feed-forward, two layers", FEED_FORWARD.withLayers(2));
    cases.put("lstm without memory", LSTM.withLayers(2).withoutMemory());
    cases.put(
        "lstm without memory, learned",
        LSTM.withoutMemory().withInitialState(InitialState.LEARNED));
    cases.put("feed-forward without memory", FEED_FORWARD.withoutMemory());
    for (AccessOrder order : AccessOrder.values()) {
      cases.put("2 + 3 heads, " + order, LSTM.withHeads(2, 3).withAccessOrder(order));
      cases.put("3 + 1 heads, " + order, FEED_FORWARD.withHeads(3, 1).withAccessOrder(order));
    }
    cases.put("no shifts", LSTM.withShiftRange(0));
    cases.put("shifts of all locations", LSTM.withShiftRange(5));
    for (HeadPart part : HeadPart.options()) {
      for (Activation activation : part.choices().subList(1, part.choices().size())) {
        cases.put(part.option() + " " + activation, LSTM.withActivation(part, activation));
      }
    }
    cases.put(
        "rectifiers everywhere",
        FEED_FORWARD
            .withHeads(2)
            .change()
            .activation(HeadPart.KEY, Activation.RELU)
            .activation(HeadPart.KEY_STRENGTH, Activation.RELU)
            .activation(HeadPart.SHIFT, Activation.SOFTMAX_RELU)
            .activation(HeadPart.SHARPENING, Activation.ONE_PLUS_RELU)
            .activation(HeadPart.ERASE, Activation.RELU)
            .activation(HeadPart.ADD, Activation.RELU)
            .build());
    cases.put("clipped heads", LSTM.withHeadClip(0.4f));
    cases.put("memory of zeros", LSTM.withInitialMemory(new InitialMemory.Constant(0)));
    cases.put(
        "learned memory",
        LSTM.withHeads(2)
            .withInitialMemory(new InitialMemory.Learned())
            .withInitialState(InitialState.LEARNED));
    cases.put("random memory", FEED_FORWARD.withInitialMemory(new InitialMemory.Random()));
    cases.put(
        "given memory and state",
        LSTM.withHeads(2)
            .withInitialMemory(new InitialMemory.Given())
            .withInitialState(InitialState.GIVEN));
    cases.put(
        "given memory and state, feed-forward",
        FEED_FORWARD
            .withInitialMemory(new InitialMemory.Given())
            .withInitialState(InitialState.GIVEN));
    cases.put("one location", LSTM.withShiftRange(0).withMemory(1, 1));
    return cases;
  }

  /** A network of a configuration: every parameter differs from every other. */
  static WeightsFile weights(NetworkConfiguration configuration, Arena arena) {
    Parameters parameters = new Parameters(Layout.of(configuration), arena);
    Random random = new Random(11);
    Initialization.initialize(parameters, configuration, random);
    for (Layout.Tensor tensor : parameters.layout().tensors()) {
      float[] values = parameters.get(tensor.name());
      // A random memory so small that the constant in the similarity counts.
      boolean small =
          tensor.name().equals("initial.memory")
              && configuration.initialMemory() instanceof InitialMemory.Random;
      boolean given =
          tensor.name().equals("initial.weightings")
              && configuration.initialState() == InitialState.GIVEN;
      for (int i = 0; i < values.length; i++) {
        values[i] += (float) random.nextGaussian(0, 0.1);
        values[i] *= small ? 1e-6f : 1;
        values[i] = given ? Math.abs(values[i]) : values[i];
      }
      parameters.set(tensor.name(), values);
    }
    return new WeightsFile(configuration, parameters, Map.of("task", "copy"));
  }

  private static NetworkConfiguration small(ControllerKind controller) {
    return NetworkConfiguration.ntm(controller, 5, 4).withHidden(13).withMemory(11, 6);
  }
}
