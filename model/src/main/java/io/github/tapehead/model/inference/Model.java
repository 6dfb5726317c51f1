package io.github.tapehead.model.inference;

import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.model.StepWeights;
import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.model.safetensors.WeightsFormatException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A trained network, loaded once: its weights, packed for the kernels, in native memory. It never
 * changes; all its methods may be called on any thread at any time. Sessions share the weights and
 * differ only in their states.
 *
 * <p>Closing it ends all its sessions: what they are called for afterwards fails with an {@link
 * IllegalStateException}, but for {@code close}, which frees their own memory. A step that runs
 * while the model is closed fails in the same way.
 */
public final class Model implements AutoCloseable {
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private final Arena arena = Arena.ofShared();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Map<String, String> metadata;
  private final StepWeights weights;

  private Model(Parameters parameters, Map<String, String> metadata) {
    this.metadata = Map.copyOf(metadata);
    try {
      weights = new StepWeights(parameters, arena);
    } catch (RuntimeException | OutOfMemoryError e) {
      arena.close();
      throw e;
    }
  }

  /**
   * Reads a weights file.
   *
   * @throws WeightsFormatException if it is not what it must be, or needs more memory than there
   *     is; the message names the file, the tensor, what was found and what was expected
   * @throws IOException if it cannot be read
   * @throws IllegalStateException if the JVM runs without the Vector API's module
   */
  public static Model load(Path file) throws IOException {
    requireVectorModule();
    try (Arena reading = Arena.ofConfined()) {
      WeightsFile read = WeightsFile.read(file, reading);
      return new Model(read.parameters(), read.metadata());
    } catch (OutOfMemoryError e) {
      // A memory needs no bytes in the file; native memory that is refused leaves nothing broken.
      throw new WeightsFormatException(
          file, "its network needs more memory than there is: " + e.getMessage());
    }
  }

  /**
   * Takes parameters from memory.
   *
   * @param parameters are copied
   * @throws IllegalStateException if the JVM runs without the Vector API's module
   */
  public static Model of(Parameters parameters) {
    requireVectorModule();
    return new Model(parameters, Map.of());
  }

  /** What the network is: among other things how many inputs and outputs it has. */
  public NetworkConfiguration configuration() {
    return weights.configuration();
  }

  /** The metadata of the weights file; empty without a file. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /**
   * Opens a session, before its first step.
   *
   * @throws IllegalStateException if the model is closed
   */
  public Session session() {
    return new Session(new Streams(this, 1));
  }

  /**
   * Opens sequences that are stepped together, before their first step.
   *
   * @param size how many, 1 or more
   * @throws IllegalArgumentException if there are none, or too many for a block of memory
   * @throws IllegalStateException if the model is closed
   */
  public SessionBatch sessions(int size) {
    return new SessionBatch(new Streams(this, size));
  }

  /**
   * Brings the kernels of single steps to full speed, before traffic: vector code is a hundred
   * times slower until the JVM's second compiler has taken it. Once per JVM and kind of network.
   *
   * @param limit when to end at the latest, about
   * @throws IllegalStateException if the model is closed
   */
  public WarmUp warmUp(Duration limit) {
    return warmUp(1, limit);
  }

  /**
   * The same for batches, which use other kernels.
   *
   * @param size of the batches
   */
  public WarmUp warmUp(int size, Duration limit) {
    try (Streams streams = new Streams(this, size)) {
      return WarmUp.run(streams, limit);
    }
  }

  /** Frees the weights; a second call has no effect. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      arena.close();
    }
  }

  /** The weights; the model may be closed at any moment. */
  StepWeights weights() {
    return weights;
  }

  /**
   * Tells a closed model.
   *
   * @throws IllegalStateException if it is
   */
  void requireOpen() {
    if (!weights.isAlive()) {
      throw new IllegalStateException("model: closed");
    }
  }

  private static void requireVectorModule() {
    if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
      throw new IllegalStateException(
          "module %s: not in this JVM, expected java --add-modules %s"
              .formatted(VECTOR_MODULE, VECTOR_MODULE));
    }
  }
}
