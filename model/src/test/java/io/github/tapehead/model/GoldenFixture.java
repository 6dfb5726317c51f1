package io.github.tapehead.model;

import io.github.tapehead.model.json.Json;
import io.github.tapehead.model.safetensors.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A network with its inputs, results and gradients as an independent float64 implementation
 * computed them, stored as float32. Read by code of its own, so that a misreading in {@link
 * Safetensors} cannot hide in both sides of a comparison.
 *
 * @param name the file's name without its ending
 * @param configuration the network
 * @param batch number of sequences
 * @param steps length of each
 * @param scored the last so many steps have targets
 * @param loss the loss, before it was rounded to float32
 * @param tensors dense values by name
 */
public record GoldenFixture(
    String name,
    NetworkConfiguration configuration,
    int batch,
    int steps,
    int scored,
    double loss,
    Map<String, float[]> tensors) {

  /**
   * All fixtures: tiny ones, two of the paper's size, and tiny ones of {@code scripts/fixtures.py}
   * with the activations and initial states that the others do not have.
   */
  public static final List<String> ALL =
      List.of(
          "tiny-ff",
          "tiny-ff-readwrite",
          "tiny-lstm",
          "tiny-lstm-r2w3",
          "tiny-lstm2-r3w2-joint",
          "copy-ff",
          "copy-lstm",
          "tiny-relu",
          "tiny-exp-sigmoid",
          "tiny-identity-given",
          "tiny-relu-given",
          "tiny-random-fixed");

  /** The fixture of a name. */
  public static GoldenFixture read(String name) {
    ByteBuffer file = ByteBuffer.wrap(bytes(name)).order(ByteOrder.LITTLE_ENDIAN);
    int headerLength = Math.toIntExact(file.getLong(0));
    String header = new String(file.array(), 8, headerLength, StandardCharsets.UTF_8);
    Map<?, ?> entries = (Map<?, ?>) Json.read(header);
    Map<String, float[]> tensors = new TreeMap<>();
    entries.forEach((key, entry) -> {
      if (!key.equals("__metadata__")) {
        List<?> offsets = (List<?>) ((Map<?, ?>) entry).get("data_offsets");
        int from = ((Long) offsets.get(0)).intValue();
        int to = ((Long) offsets.get(1)).intValue();
        float[] values = new float[(to - from) / Float.BYTES];
        file.slice(8 + headerLength + from, to - from)
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer()
            .get(values);
        tensors.put((String) key, values);
      }
    });
    Map<?, ?> metadata = (Map<?, ?>) entries.get("__metadata__");
    NetworkConfiguration configuration =
        NetworkConfiguration.fromJson((String) metadata.get("config"));
    int batch = Integer.parseInt((String) metadata.get("batch"));
    return new GoldenFixture(
        name,
        configuration,
        batch,
        tensors.get("x").length / batch / configuration.inputs(),
        Integer.parseInt((String) metadata.get("L")),
        Double.parseDouble((String) metadata.get("loss_f64")),
        tensors);
  }

  /** The tensors whose names begin with a prefix, under the rest of their names. */
  Map<String, float[]> under(String prefix) {
    Map<String, float[]> result = new TreeMap<>();
    tensors.forEach((key, values) -> {
      if (key.startsWith(prefix)) {
        result.put(key.substring(prefix.length()), values);
      }
    });
    return result;
  }

  /** One sequence of a tensor [steps, batch, width], as [steps][width]. */
  double[][] sequence(String tensor, int b, int width) {
    float[] values = tensors.get(tensor);
    double[][] result = new double[values.length / batch / width][width];
    for (int t = 0; t < result.length; t++) {
      for (int i = 0; i < width; i++) {
        result[t][i] = values[(t * batch + b) * width + i];
      }
    }
    return result;
  }

  private static byte[] bytes(String name) {
    String resource = "/golden/" + name + ".safetensors";
    try (InputStream in = GoldenFixture.class.getResourceAsStream(resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
