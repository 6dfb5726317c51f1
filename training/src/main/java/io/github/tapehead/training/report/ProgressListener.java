package io.github.tapehead.training.report;

import io.github.tapehead.training.StepReport;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.TrainingListener;
import io.github.tapehead.training.TrainingResult;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A progress bar on standard error: sequences seen and allowed, time taken and time left until that
 * limit, sequences per second, mean loss. Silent, and without a thread, where standard error is no
 * terminal.
 */
public final class ProgressListener implements TrainingListener, AutoCloseable {
  private static final int REFRESH_MILLISECONDS = 200;
  private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

  private final boolean enabled;
  private ProgressBar bar;
  private double nextMessage;

  /** A bar that shows itself where there is a terminal. */
  public ProgressListener() {
    this(isTerminal());
  }

  /**
   * A bar, or none.
   *
   * @param enabled whether to draw it
   */
  ProgressListener(boolean enabled) {
    this.enabled = enabled;
  }

  @Override
  public void onBegin(TrainingConfiguration configuration) {
    if (enabled) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(configuration.task().name())
              .setInitialMax(configuration.limits().maxSequences())
              .setUnit("", 1)
              .showSpeed(new DecimalFormat("0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(REFRESH_MILLISECONDS)
              .clearDisplayOnFinish()
              .build();
    }
  }

  @Override
  public void onStep(StepReport report) {
    if (bar == null) {
      return;
    }
    bar.stepTo(report.sequences());
    if (report.seconds() >= nextMessage) {
      nextMessage = report.seconds() + REFRESH_MILLISECONDS * 1e-3;
      bar.setExtraMessage(String.format(Locale.ROOT, " %.3f bits", report.meanBits()));
    }
  }

  @Override
  public void onEnd(TrainingResult result) {
    close();
  }

  /** Removes the bar, if there is one. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  /**
   * The library draws into files and pipes too. The console knows about standard input and output;
   * standard error can be asked only where the system shows open files as links.
   */
  private static boolean isTerminal() {
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
