package io.github.tapehead.training.cli;

import io.github.tapehead.training.report.Program;
import picocli.CommandLine.IVersionProvider;

/** The version of this program and of the JVM below it. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {Program.version(), "JVM " + Runtime.version()};
  }
}
