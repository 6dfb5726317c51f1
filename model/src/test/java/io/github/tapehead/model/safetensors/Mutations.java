package io.github.tapehead.model.safetensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Damages safetensors files at random, without an idea of what they say. */
public final class Mutations {
  private static final int PREFIX = 8;
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE]-?\\d+)?");

  private static final List<String> EDGES =
      List.of(
          "0",
          "-1",
          "1",
          "-0",
          "1.5",
          "1e999",
          "1e-999",
          "null",
          "\"1\"",
          "[]",
          "{}",
          "65535",
          "65536",
          "65537",
          "2147483647",
          "2147483648",
          "4294967296",
          "9223372036854775807",
          "-9223372036854775808",
          "18446744073709551616",
          "9".repeat(10_000));

  private static final float[] FLOATS = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MAX_VALUE,
    Float.MIN_VALUE,
    -0f
  };

  private final Random random;

  /** Mutations that a random stream decides. */
  public Mutations(Random random) {
    this.random = random;
  }

  /** A damaged copy of a file: anywhere, in whatever way. */
  public byte[] anywhere(byte[] valid) {
    return switch (random.nextInt(7)) {
      case 0 -> flipped(valid, 0, Math.min(valid.length, PREFIX + headerLength(valid)));
      case 1 -> flipped(valid, 0, PREFIX);
      case 2 -> truncated(valid);
      case 3 -> inserted(valid);
      case 4 -> removed(valid);
      case 5 -> swapped(valid, 0, valid.length);
      default -> numberReplaced(valid);
    };
  }

  /** A copy with other numbers in its tensors. */
  public byte[] inData(byte[] valid) {
    int start = PREFIX + headerLength(valid);
    return switch (random.nextInt(3)) {
      case 0 -> flipped(valid, start, valid.length);
      case 1 -> swapped(valid, start, valid.length);
      default -> {
        byte[] bytes = valid.clone();
        int at = start + Float.BYTES * random.nextInt((valid.length - start) / Float.BYTES);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putFloat(at, FLOATS[random.nextInt(FLOATS.length)]);
        yield bytes;
      }
    };
  }

  /** The first bytes of a file, not all of them. */
  public byte[] truncated(byte[] valid) {
    return Arrays.copyOf(valid, random.nextInt(valid.length));
  }

  /** Bytes of the header of a file. */
  public static int headerLength(byte[] file) {
    return Math.toIntExact(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(0));
  }

  /** The header of a file. */
  public static String header(byte[] file) {
    return new String(file, PREFIX, headerLength(file), StandardCharsets.UTF_8);
  }

  /** What is behind the header of a file. */
  public static byte[] data(byte[] file) {
    return Arrays.copyOfRange(file, PREFIX + headerLength(file), file.length);
  }

  /** A file of a header and data. */
  public static byte[] file(byte[] header, byte[] data) {
    ByteBuffer bytes = ByteBuffer.allocate(PREFIX + header.length + data.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header).put(data);
    return bytes.array();
  }

  private byte[] flipped(byte[] valid, int from, int to) {
    byte[] bytes = valid.clone();
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      bytes[random.nextInt(from, to)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private byte[] inserted(byte[] valid) {
    byte[] more = new byte[1 + random.nextInt(64)];
    random.nextBytes(more);
    int at = random.nextInt(valid.length + 1);
    return ByteBuffer.allocate(valid.length + more.length)
        .put(valid, 0, at)
        .put(more)
        .put(valid, at, valid.length - at)
        .array();
  }

  private byte[] removed(byte[] valid) {
    int from = random.nextInt(valid.length);
    int to = Math.min(valid.length, from + 1 + random.nextInt(64));
    return ByteBuffer.allocate(valid.length - (to - from))
        .put(valid, 0, from)
        .put(valid, to, valid.length - to)
        .array();
  }

  private byte[] swapped(byte[] valid, int from, int to) {
    byte[] bytes = valid.clone();
    int length = 1 + random.nextInt(Math.min(32, (to - from) / 2));
    int a = random.nextInt(from, to - length + 1);
    int b = random.nextInt(from, to - length + 1);
    System.arraycopy(valid, a, bytes, b, length);
    System.arraycopy(valid, b, bytes, a, length);
    return bytes;
  }

  private byte[] numberReplaced(byte[] valid) {
    String header = header(valid);
    List<MatchResult> numbers = NUMBER.matcher(header).results().toList();
    MatchResult number = numbers.get(random.nextInt(numbers.size()));
    String changed =
        header.substring(0, number.start())
            + EDGES.get(random.nextInt(EDGES.size()))
            + header.substring(number.end());
    return file(changed.getBytes(StandardCharsets.UTF_8), data(valid));
  }
}
