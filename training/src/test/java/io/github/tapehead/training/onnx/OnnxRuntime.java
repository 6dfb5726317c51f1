package io.github.tapehead.training.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Assumptions;

/** A graph in ONNX Runtime, on one thread. */
final class OnnxRuntime implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession.SessionOptions options = new OrtSession.SessionOptions();
  private final OrtSession session;

  /** Loads a file. */
  OnnxRuntime(Path file) throws OrtException {
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    session = environment.createSession(file.toString(), options);
  }

  /**
   * A dense tensor of floats.
   *
   * @param shape its dimensions, the batch first
   * @param values row by row
   */
  record Tensor(List<Long> shape, float[] values) {}

  /** Skips a test where there is no native library for the platform, and nowhere else. */
  static void assumeAvailable() {
    try {
      OrtEnvironment.getEnvironment();
    } catch (LinkageError e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        // The second is what ONNX Runtime throws for a system that it does not know.
        if (cause instanceof UnsatisfiedLinkError || cause instanceof IllegalStateException) {
          Assumptions.abort("ONNX Runtime does not load here: " + cause.getMessage());
        }
      }
      throw e;
    }
  }

  /** The metadata, by key. */
  Map<String, String> metadata() throws OrtException {
    return session.getMetadata().getCustomMetadata();
  }

  /** Runs a graph whose inputs are floats. */
  SequencedMap<String, Tensor> run(Map<String, Tensor> inputs) throws OrtException {
    Map<String, OnnxTensor> tensors = new HashMap<>();
    try {
      for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
        Tensor tensor = input.getValue();
        long[] shape = tensor.shape.stream().mapToLong(Long::longValue).toArray();
        FloatBuffer values = FloatBuffer.wrap(tensor.values);
        tensors.put(input.getKey(), OnnxTensor.createTensor(environment, values, shape));
      }
      return runTensors(tensors);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  /** Runs the graph of the state before the first step. */
  SequencedMap<String, Tensor> runInitial(int batch) throws OrtException {
    LongBuffer value = LongBuffer.wrap(new long[] {batch});
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, value, new long[] {1})) {
      return runTensors(Map.of("batch", tensor));
    }
  }

  private SequencedMap<String, Tensor> runTensors(Map<String, OnnxTensor> inputs)
      throws OrtException {
    SequencedMap<String, Tensor> outputs = new LinkedHashMap<>();
    try (OrtSession.Result result = session.run(inputs)) {
      for (var output : result) {
        OnnxTensor tensor = (OnnxTensor) output.getValue();
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        List<Long> shape = Arrays.stream(tensor.getInfo().getShape()).boxed().toList();
        outputs.put(output.getKey(), new Tensor(shape, values));
      }
    }
    return outputs;
  }

  @Override
  public void close() throws OrtException {
    session.close();
    options.close();
  }
}
