package io.github.tapehead.bench.roofline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Sizes of the data caches that one core sees, in bytes.
 *
 * @param l1 the first level
 * @param l2 the second level
 * @param l3 the third level
 */
public record Caches(long l1, long l2, long l3) {
  private static final Path FOLDER = Path.of("/sys/devices/system/cpu/cpu0/cache");
  private static final Caches USUAL = new Caches(32 << 10, 512 << 10, 16 << 20);

  /** Those that Linux names; usual sizes where it does not. */
  public static Caches detect() {
    return new Caches(
        size(1, "Data", USUAL.l1), size(2, "Unified", USUAL.l2), size(3, "Unified", USUAL.l3));
  }

  private static long size(int level, String type, long usual) {
    if (!Files.isDirectory(FOLDER)) {
      return usual;
    }
    try (Stream<Path> caches = Files.list(FOLDER)) {
      for (Path cache : caches.sorted().toList()) {
        if (line(cache, "level").equals(Integer.toString(level))
            && line(cache, "type").equals(type)) {
          return bytes(line(cache, "size"));
        }
      }
    } catch (IOException | NumberFormatException e) {
      return usual;
    }
    return usual;
  }

  private static String line(Path cache, String name) throws IOException {
    Path file = cache.resolve(name);
    return Files.isReadable(file) ? Files.readString(file).strip() : "";
  }

  /** {@code 32K}, {@code 1M} or a plain number. */
  static long bytes(String size) {
    int last = size.length() - 1;
    return switch (size.charAt(last)) {
      case 'K' -> Long.parseLong(size.substring(0, last)) << 10;
      case 'M' -> Long.parseLong(size.substring(0, last)) << 20;
      default -> Long.parseLong(size);
    };
  }
}
