package io.github.tapehead.training.report;

/** The program that is running. */
public final class Program {
  private Program() {}

  /** Its name and its version. */
  public static String version() {
    // From the module descriptor: for a named module, Package does not read the jar's manifest.
    var module = Program.class.getModule().getDescriptor();
    String version = module == null ? "(not a module)" : module.rawVersion().orElse("(unknown)");
    return "tapehead " + version;
  }
}
