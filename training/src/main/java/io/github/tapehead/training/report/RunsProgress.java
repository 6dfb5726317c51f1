package io.github.tapehead.training.report;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;

/**
 * Tells how several runs go: a line for each that has ended, and a progress bar on standard error,
 * where that is a terminal. May be used by several threads at once.
 */
public final class RunsProgress implements AutoCloseable {
  /** Back to the beginning of the line, and clear it. */
  private static final String CLEAR = "\r\033[K";

  private final PrintWriter out;
  private final ProgressBar bar;
  private final int runs;
  private int ended;

  /**
   * Begins.
   *
   * @param out receives the lines
   * @param runs that will end, if all goes well
   */
  public RunsProgress(PrintWriter out, int runs) {
    this.out = out;
    this.runs = runs;
    bar = runs > 0 && ProgressBars.areSeen() ? ProgressBars.builder("runs", runs).build() : null;
  }

  /** Says that a run has ended, and how. */
  public synchronized void ended(String how) {
    ended++;
    if (bar != null) {
      clear();
      bar.step();
    }
    out.println(ended + "/" + runs + "  " + how);
    out.flush();
  }

  /** Says something else. */
  public synchronized void says(String line) {
    if (bar != null) {
      clear();
    }
    out.println(line);
    out.flush();
  }

  /** The bar may be on the same terminal; it comes back below the line. */
  private static void clear() {
    System.err.print(CLEAR);
    System.err.flush();
  }

  /** Removes the bar, if there is one. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
