package io.github.tapehead.training.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this module and of the JVM below it. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    // From the module descriptor: for a named module, Package does not read the jar's manifest.
    var module = Version.class.getModule().getDescriptor();
    String version = module == null ? "(not a module)" : module.rawVersion().orElse("(unknown)");
    return new String[] {"tapehead " + version, "JVM " + Runtime.version()};
  }
}
