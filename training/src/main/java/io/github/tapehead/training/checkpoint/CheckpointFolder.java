package io.github.tapehead.training.checkpoint;

import io.github.tapehead.training.TrainingConfiguration;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last checkpoints of a training, each a file {@code step-NNNNNNNNNNNN.safetensors}. A file is
 * removed only after a later one is safely on the disk.
 *
 * @param path the folder; made when the first checkpoint is written
 */
public record CheckpointFolder(Path path) {
  private static final Pattern NAME = Pattern.compile("step-(\\d{12})\\.safetensors");

  /** What a process that died while it wrote has left. */
  private static final Pattern TEMPORARY = Pattern.compile("\\.step-\\d{12}\\.safetensors.*\\.tmp");

  /**
   * Writes a checkpoint and then removes all but the latest ones. Those of later steps, from which
   * nobody went on, do not count and stay.
   *
   * @param step that was taken last
   * @param keep how many stay, this one included; 1 or more
   * @throws IOException if a file cannot be written or removed
   */
  public void write(long step, int keep, TrainingConfiguration configuration, Snapshot snapshot)
      throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectories(path);
    }
    CheckpointFile.write(file(step), configuration, snapshot);
    List<Path> past = files(NAME, each -> stepOf(each) <= step);
    for (Path old : past.subList(Math.min(keep, past.size()), past.size())) {
      Files.deleteIfExists(old);
    }
  }

  /**
   * The last checkpoint from which a training can go on; empty if there is none at all.
   *
   * @param warnings is told of those that are skipped, each in a line
   * @throws IllegalArgumentException if it is of a training with other options
   * @throws IOException if there are checkpoints, but each is corrupt, or cannot be read
   */
  public Optional<CheckpointFile> last(
      TrainingConfiguration configuration, Consumer<String> warnings) throws IOException {
    List<Path> files = files(NAME, file -> true);
    for (Path file : files) {
      try {
        CheckpointFile checkpoint = CheckpointFile.read(file);
        String step = checkpoint.snapshot().values().get("step");
        if (!Long.toString(stepOf(file)).equals(step)) {
          throw new IOException(file + ": of step " + step + ", expected that of its name");
        }
        checkpoint.requireFit(configuration);
        return Optional.of(checkpoint);
      } catch (IOException e) {
        warnings.accept("checkpoint skipped: " + cause(file, e));
      }
    }
    if (!files.isEmpty()) {
      throw new IOException(
          path + ": " + files.size() + " checkpoints, none of them whole, expected one at least");
    }
    return Optional.empty();
  }

  /**
   * Whether there is no checkpoint at all, whole or not.
   *
   * @throws IOException if the folder cannot be read
   */
  public boolean isEmpty() throws IOException {
    return files(NAME, file -> true).isEmpty();
  }

  /**
   * Removes all checkpoints.
   *
   * @throws IOException if that is not possible
   */
  public void clear() throws IOException {
    for (Path file : files(NAME, Files::isRegularFile)) {
      Files.deleteIfExists(file);
    }
    clearTemporary();
    try {
      Files.deleteIfExists(path);
    } catch (DirectoryNotEmptyException e) {
      // Somebody keeps other things there.
      return;
    }
  }

  /**
   * Removes what a process that died while it wrote has left.
   *
   * @throws IOException if that is not possible
   */
  public void clearTemporary() throws IOException {
    for (Path file : files(TEMPORARY, each -> true)) {
      Files.deleteIfExists(file);
    }
  }

  private Path file(long step) {
    return path.resolve(String.format(Locale.ROOT, "step-%012d.safetensors", step));
  }

  private static long stepOf(Path file) {
    Matcher matcher = NAME.matcher(file.getFileName().toString());
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
  }

  /** The latest first. */
  private List<Path> files(Pattern name, Predicate<Path> wanted) throws IOException {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(path)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(path)) {
        for (Path file : all) {
          if (name.matcher(file.getFileName().toString()).matches() && wanted.test(file)) {
            files.add(file);
          }
        }
      }
    }
    files.sort((a, b) -> b.getFileName().compareTo(a.getFileName()));
    return files;
  }

  /** Some exceptions have no more to say than the file. */
  private static String cause(Path file, IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.startsWith(file + ": ") ? message : file + ": " + e;
  }
}
