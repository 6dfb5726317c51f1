package io.github.tapehead.training.report;

import io.github.tapehead.training.StepReport;
import io.github.tapehead.training.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Writes a table of steps, one line for the first and for every so many of them.
 *
 * <p>Columns: {@code step}; {@code sequences} seen; {@code seconds} since training began; {@code
 * bits_per_sequence} and {@code wrong_bits_per_sequence} of that step's batch; {@code
 * mean_bits_last_1000} sequences (of all while there are fewer); {@code gradient_norm} before
 * clipping; {@code skipped_steps} until then, for want of a finite gradient; {@code reach} of the
 * curriculum, from 0 to 1. Numbers have a decimal point in every locale.
 */
public final class CsvListener implements TrainingListener, AutoCloseable {
  private static final String HEADER =
      "step,sequences,seconds,bits_per_sequence,wrong_bits_per_sequence,"
          + "mean_bits_last_1000,gradient_norm,skipped_steps,reach\n";

  private final Writer writer;
  private final int every;

  /**
   * Creates the file, or empties it, and writes the header.
   *
   * @param path of the file
   * @param every steps from line to line, 1 or more
   * @throws IOException if the file cannot be written
   */
  public CsvListener(Path path, int every) throws IOException {
    if (every < 1) {
      throw new IllegalArgumentException("every: " + every + ", must be at least 1");
    }
    this.every = every;
    this.writer = Files.newBufferedWriter(path, StandardCharsets.UTF_8);
    writer.write(HEADER);
    writer.flush();
  }

  @Override
  public void onStep(StepReport report) {
    if (report.step() != 1 && report.step() % every != 0) {
      return;
    }
    String line =
        String.format(
            Locale.ROOT,
            "%d,%d,%.3f,%.6g,%.6g,%.6g,%.6g,%d,%.4g\n",
            report.step(),
            report.sequences(),
            report.seconds(),
            report.bits(),
            report.wrongBits(),
            report.meanBits(),
            report.gradientNorm(),
            report.skipped(),
            report.reach());
    try {
      writer.write(line);
      // Whoever looks at the file while a long training runs sees whole lines.
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes the file. */
  @Override
  public void close() throws IOException {
    writer.close();
  }
}
