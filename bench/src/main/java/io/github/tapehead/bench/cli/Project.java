package io.github.tapehead.bench.cli;

import java.nio.file.Path;

/** Where this project lies. */
final class Project {
  private Project() {}

  /** The root: the system property {@code tapehead.home}, which the launcher sets, or {@code .}. */
  static Path root() {
    return Path.of(System.getProperty("tapehead.home", "."));
  }

  /** The folder of recordings. */
  static Path recordings() {
    return root().resolve("jmh-results");
  }

  /** A path for people: relative to the working folder where it lies below it. */
  static Path shown(Path path) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = path.toAbsolutePath().normalize();
    return absolute.startsWith(here) ? here.relativize(absolute) : absolute;
  }
}
