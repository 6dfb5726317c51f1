package io.github.tapehead.model.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.model.inference.Model;
import io.github.tapehead.model.inference.Session;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A network that the author of pytorch-ntm trained to copy, in a safetensors file that {@code
 * -Dtapehead.published} names. Imported, it copies, and its logits are those of {@link TorchNtm},
 * but for the constant against division by zero in the sharpening.
 */
@EnabledIfSystemProperty(named = "tapehead.published", matches = ".+")
class PublishedNetworkTest {
  private static final Path MAPPING =
      Path.of(System.getProperty("basedir", ""))
          .toAbsolutePath()
          .resolveSibling("docs")
          .resolve("mappings")
          .resolve("pytorch-ntm-2017.json");

  private static final int BITS = 8;
  private static final int SEQUENCES = 200;
  private static final int LONGEST = 20;
  private static final double TOLERANCE = 1e-3;

  @TempDir private Path folder;
  private final Random random = new Random(1);
  private final float[] input = new float[BITS + 1];
  private final float[] output = new float[BITS];
  private final Answers original = new Answers();
  private final Answers withoutConstant = new Answers();
  private int bits;
  private int wrong;
  private double crossEntropy;
  private double leastLogit = Double.POSITIVE_INFINITY;

  /** The network in plain loops, and how far it is from the session. */
  private static final class Answers {
    final TorchNtm network = new TorchNtm(true, BITS + 1, BITS, 100, 128, 20, 1);
    double[] logits;
    double deviation;
    int wrong;

    void step(float[] input, float[] output) {
      logits = network.step(input);
      for (int b = 0; b < BITS; b++) {
        deviation = Math.max(deviation, Math.abs(logits[b] - output[b]));
      }
    }
  }

  @Test
  void copies() throws IOException {
    Path source = Path.of(System.getProperty("tapehead.published"));
    Path weights = folder.resolve("weights.safetensors");
    try (Arena arena = Arena.ofConfined()) {
      WeightsFile file = WeightsImport.read(MAPPING, source, arena);
      WeightsFile.write(weights, file.configuration(), file.parameters(), file.metadata());
    }
    original.network.read(source);
    withoutConstant.network.read(source);
    withoutConstant.network.sharpeningConstant = 0;
    try (Model model = Model.load(weights);
        Session session = model.session()) {
      for (int i = 0; i < SEQUENCES; i++) {
        session.reset();
        original.network.begin();
        withoutConstant.network.begin();
        copy(session, new boolean[1 + random.nextInt(LONGEST)][BITS]);
      }
    }
    System.out.printf(
        "%s: %d sequences, %d bits; wrong: %d here, %d in plain loops; least logit %.1f;"
            + " cross-entropy %.1e per bit%n",
        source.getFileName(),
        SEQUENCES,
        bits,
        wrong,
        original.wrong,
        leastLogit,
        crossEntropy / bits);
    System.out.printf(
        "logits differ by at most %.1e, without the constant by at most %.1e%n",
        original.deviation, withoutConstant.deviation);
    assertEquals(0, wrong);
    assertEquals(0, withoutConstant.deviation, TOLERANCE);
  }

  /** Vectors, the delimiter, then the vectors from inputs of zeros. */
  private void copy(Session session, boolean[][] sequence) {
    for (boolean[] vector : sequence) {
      for (int b = 0; b < BITS; b++) {
        vector[b] = random.nextBoolean();
        input[b] = vector[b] ? 1 : 0;
      }
      step(session);
    }
    Arrays.fill(input, 0);
    input[BITS] = 1;
    step(session);
    input[BITS] = 0;
    for (boolean[] vector : sequence) {
      step(session);
      for (int b = 0; b < BITS; b++) {
        double logit = vector[b] ? output[b] : -output[b];
        bits++;
        wrong += logit < 0 ? 1 : 0;
        original.wrong += vector[b] == original.logits[b] < 0 ? 1 : 0;
        crossEntropy += ForeignNtm.softplus(-logit);
        leastLogit = Math.min(leastLogit, logit);
      }
    }
  }

  private void step(Session session) {
    session.step(input, output);
    original.step(input, output);
    withoutConstant.step(input, output);
  }
}
