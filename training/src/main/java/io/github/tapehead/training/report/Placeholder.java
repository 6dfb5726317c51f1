package io.github.tapehead.training.report;

/** Goes when the package's first class comes: javac refuses to export an empty package. */
final class Placeholder {
  private Placeholder() {}
}
