package io.github.tapehead.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Recordings among the test resources. */
public final class Recordings {
  /** Has all files. */
  public static final String FULL = "2026-02-03-test-cpu-avx2-jdk25";

  /** Has only a host.txt and results of other benchmarks. */
  public static final String OLDER = "2026-01-02-test-cpu-avx2-jdk25";

  private Recordings() {}

  /** Where a recording lies; not to be written to. */
  public static Path at(String name) {
    try {
      return Path.of(Recordings.class.getResource("/recordings/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Copies a recording into a folder. */
  public static Path copy(String name, Path into) throws IOException {
    Path folder = Files.createDirectories(into.resolve(name));
    List<Path> files;
    try (Stream<Path> all = Files.list(at(name))) {
      files = all.toList();
    }
    for (Path file : files) {
      Files.copy(file, folder.resolve(file.getFileName().toString()));
    }
    return folder;
  }
}
