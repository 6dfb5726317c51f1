package io.github.tapehead.training.report;

import io.github.tapehead.training.StepReport;
import io.github.tapehead.training.TrainingConfiguration;
import io.github.tapehead.training.TrainingListener;
import io.github.tapehead.training.TrainingResult;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;

/**
 * A progress bar on standard error: sequences seen and allowed, time taken and time left until that
 * limit, sequences per second, mean loss. Silent, and without a thread, where standard error is no
 * terminal.
 */
public final class ProgressListener implements TrainingListener, AutoCloseable {
  private final boolean enabled;
  private ProgressBar bar;
  private double nextMessage;

  /** A bar that shows itself where there is a terminal. */
  public ProgressListener() {
    this(ProgressBars.areSeen());
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
          ProgressBars.builder(configuration.task().name(), configuration.limits().maxSequences())
              .showSpeed(new DecimalFormat("0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
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
      nextMessage = report.seconds() + ProgressBars.REFRESH_MILLISECONDS * 1e-3;
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
}
