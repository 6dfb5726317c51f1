package io.github.tapehead.training.report;

import io.github.tapehead.training.StepReport;
import io.github.tapehead.training.TrainingListener;
import io.github.tapehead.training.checkpoint.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

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

  private final Path path;
  private final FileChannel file;
  private final int every;

  /**
   * Creates the file, or empties it, and writes the header.
   *
   * @param path of the file
   * @param every steps from line to line, 1 or more
   * @throws IOException if the file cannot be written
   */
  public CsvListener(Path path, int every) throws IOException {
    this(path, every, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    write(HEADER);
  }

  private CsvListener(Path path, int every, StandardOpenOption... options) throws IOException {
    if (every < 1) {
      throw new IllegalArgumentException("every: " + every + ", must be at least 1");
    }
    this.path = path;
    this.every = every;
    Set<OpenOption> all = new HashSet<>(Set.of(options));
    all.add(StandardOpenOption.WRITE);
    file = FileChannel.open(path, all);
  }

  /**
   * Opens the table of a training that is to go on. What was written after the state from which it
   * goes on is cut off when that is {@linkplain #addTo restored}.
   *
   * @param path of the file
   * @param every steps from line to line, 1 or more
   * @throws IOException if there is no such file, or it cannot be written
   */
  public static CsvListener continued(Path path, int every) throws IOException {
    return new CsvListener(path, every, StandardOpenOption.READ);
  }

  /** Adds the length of the table, all of which is on the disk when the state is read. */
  @Override
  public void addTo(State state) {
    state.count(path.getFileName() + ".bytes", this::length, this::cut);
  }

  private long length() {
    try {
      file.force(true);
      return file.position();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void cut(long length) {
    try {
      if (file.size() < length) {
        throw new IllegalArgumentException(
            path + ": " + file.size() + " bytes, expected " + length + " or more");
      }
      file.truncate(length);
      file.position(length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
      write(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** At once: whoever looks at the file while a long training runs sees whole lines. */
  private void write(String line) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(line);
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  /** Closes the file. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
