package io.github.tapehead.training.report;

/** The program that is running. */
public final class Program {
  private Program() {}

  /** Its name and its version. */
  public static String version() {
    return "tapehead " + number();
  }

  /** Its version alone. */
  public static String number() {
    // From the module descriptor: for a named module, Package does not read the jar's manifest.
    var module = Program.class.getModule().getDescriptor();
    return module == null ? "(not a module)" : module.rawVersion().orElse("(unknown)");
  }
}
