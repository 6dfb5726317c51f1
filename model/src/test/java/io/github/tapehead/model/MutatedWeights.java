package io.github.tapehead.model;

import io.github.tapehead.model.json.Json;
import io.github.tapehead.model.safetensors.Mutations;
import io.github.tapehead.model.safetensors.WeightsFormatException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Reads mutated weights files, in a JVM whose heap is bounded. Arguments: a folder, a seed, and how
 * many files. A reader that does not keep its promise ends the program with an exception.
 */
final class MutatedWeights {
  /** What a reader must make of a file. */
  private enum Expected {
    SAME,
    REFUSED,
    /** The same network with the numbers that are now in the file, or a refusal if not finite. */
    NUMBERS,
    /** A network, or a refusal. */
    ANY
  }

  private final Path file;
  private final Random random;
  private final Mutations mutations;
  private final HostileHeaders headers;
  private final List<byte[]> valid = new ArrayList<>();
  private int refused;
  private int same;
  private int otherNumbers;
  private int otherConfiguration;

  private MutatedWeights(Path folder, long seed) throws IOException {
    file = folder.resolve("mutated.safetensors");
    random = new Random(seed);
    mutations = new Mutations(random);
    headers = new HostileHeaders(random);
    List<NetworkCase> cases = new ArrayList<>(NetworkCase.random(11, 6));
    cases.add(new NetworkCase(1, NetworkConfiguration.ntm(ControllerKind.LSTM, 10, 8), 1, 1, 1));
    for (NetworkCase each : cases) {
      try (Arena arena = Arena.ofConfined()) {
        Parameters parameters = new Parameters(Layout.of(each.configuration()), arena);
        each.parameters().forEach(parameters::set);
        WeightsFile.write(file, each.configuration(), parameters, Map.of("task", "copy"));
      }
      valid.add(Files.readAllBytes(file));
    }
  }

  /** Reads the files and prints the seed and what became of them. */
  public static void main(String[] arguments) throws IOException {
    long seed = Long.parseLong(arguments[1]);
    int count = Integer.parseInt(arguments[2]);
    System.out.println("seed " + seed);
    MutatedWeights run = new MutatedWeights(Path.of(arguments[0]), seed);
    for (int i = 0; i < count; i++) {
      run.one(i);
    }
    System.out.printf(
        "files %d refused %d same %d numbers %d configuration %d, in a heap of %d MB%n",
        count,
        run.refused,
        run.same,
        run.otherNumbers,
        run.otherConfiguration,
        Runtime.getRuntime().maxMemory() >> 20);
  }

  private void one(int number) throws IOException {
    byte[] original = valid.get(random.nextInt(valid.size()));
    int kind = random.nextInt(20);
    Expected expected =
        kind < 1
            ? Expected.SAME
            : kind < 7 ? Expected.REFUSED : kind < 11 ? Expected.NUMBERS : Expected.ANY;
    byte[] bytes =
        switch (expected) {
          case SAME -> headers.same(original);
          case REFUSED -> kind == 1 ? mutations.truncated(original) : headers.refused(original);
          case NUMBERS -> mutations.inData(original);
          case ANY -> mutations.anywhere(original);
        };
    Files.write(file, bytes);
    try (Arena arena = Arena.ofConfined()) {
      WeightsFile read = WeightsFile.read(file, arena);
      require(expected != Expected.REFUSED, number, "taken");
      compare(original, bytes, read, expected, number);
    } catch (WeightsFormatException e) {
      refused++;
      require(expected != Expected.SAME, number, e.toString());
      String message = e.getMessage();
      boolean ofNumbers = message.contains("not finite") || message.contains("expected 0 or more");
      require(expected != Expected.NUMBERS || ofNumbers, number, e);
      String start = file + ": ";
      require(message.startsWith(start) && message.length() > start.length(), number, message);
      require(message.length() < start.length() + 1000, number, "message too long");
      require(message.chars().noneMatch(Character::isISOControl), number, "control characters");
    } catch (RuntimeException | Error e) {
      throw new AssertionError("file " + number, e);
    }
  }

  private void compare(
      byte[] original, byte[] bytes, WeightsFile read, Expected expected, int number) {
    Map<?, ?> header = (Map<?, ?>) Json.read(Mutations.header(original));
    Map<?, ?> metadata = (Map<?, ?>) header.get("__metadata__");
    NetworkConfiguration before = NetworkConfiguration.fromJson((String) metadata.get("config"));
    boolean sameConfiguration = before.equals(read.configuration());
    boolean sameNumbers = true;
    for (Layout.Tensor tensor : read.parameters().layout().tensors()) {
      float[] values = read.parameters().get(tensor.name());
      for (float value : values) {
        require(Float.isFinite(value), number, tensor.name());
      }
      sameNumbers &= Arrays.equals(numbers(header, original, tensor.name()), values);
      if (expected == Expected.NUMBERS) {
        float[] now = numbers(header, bytes, tensor.name());
        require(Arrays.equals(now, values), number, tensor.name() + " differs from the file");
      }
    }
    if (expected == Expected.SAME) {
      require(sameNumbers, number, "other numbers");
    }
    if (expected != Expected.ANY) {
      require(sameConfiguration, number, "another configuration");
    }
    if (!sameConfiguration) {
      otherConfiguration++;
    } else if (sameNumbers) {
      same++;
    } else {
      otherNumbers++;
    }
  }

  /** Read by hand, at the place where the original's header says. */
  private static float[] numbers(Map<?, ?> header, byte[] file, String name) {
    if (!(header.get(name) instanceof Map<?, ?> tensor)) {
      return null;
    }
    List<?> offsets = (List<?>) tensor.get("data_offsets");
    int start = ((Long) offsets.getFirst()).intValue();
    int length = ((Long) offsets.getLast()).intValue() - start;
    float[] values = new float[length / Float.BYTES];
    int at = Long.BYTES + Mutations.headerLength(file) + start;
    ByteBuffer.wrap(file, at, length).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private static void require(boolean condition, int number, Object what) {
    if (!condition) {
      throw new AssertionError("file " + number + ": " + what);
    }
  }
}
