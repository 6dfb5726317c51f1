package io.github.tapehead.training.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this module and of the JVM below it. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {ofProgram(), "JVM " + Runtime.version()};
  }

  /** The name of the program and its version. */
  static String ofProgram() {
    // From the module descriptor: for a named module, Package does not read the jar's manifest.
    var module = Version.class.getModule().getDescriptor();
    String version = module == null ? "(not a module)" : module.rawVersion().orElse("(unknown)");
    return "tapehead " + version;
  }
}
