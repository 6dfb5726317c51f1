package io.github.tapehead.training.report;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** What all progress bars have in common: they are on standard error, where that is a terminal. */
final class ProgressBars {
  static final int REFRESH_MILLISECONDS = 200;

  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  private ProgressBars() {}

  /** A bar to be built, which disappears when it is closed. */
  static ProgressBarBuilder builder(String name, long most) {
    return new ProgressBarBuilder()
        .setTaskName(name)
        .setInitialMax(most)
        .setUnit("", 1)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(REFRESH_MILLISECONDS)
        .clearDisplayOnFinish();
  }

  /**
   * Whether there is someone to see a bar: the library draws into files and pipes too. The console
   * knows about standard input and output; standard error can be asked only where the system shows
   * open files as links.
   */
  static boolean areSeen() {
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      return false;
    }
    try {
      return !Files.isSymbolicLink(STANDARD_ERROR)
          || Files.readSymbolicLink(STANDARD_ERROR).startsWith("/dev");
    } catch (IOException e) {
      return false;
    }
  }
}
