package io.github.tapehead.kernels.reference;

/** Goes when the package's first class comes: options that name an empty package cause warnings. */
final class Placeholder {
  private Placeholder() {}
}
