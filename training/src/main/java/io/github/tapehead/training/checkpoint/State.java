package io.github.tapehead.training.checkpoint;

import io.github.tapehead.model.Layout;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.model.safetensors.Safetensors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a training must remember to go on later: each of its parts adds what it has, with a name and
 * a way to read and to set it, so that saving and restoring cannot differ. Texts of numbers are
 * exact: a double comes back with the same bits.
 */
public final class State {
  private final SequencedMap<String, Value> values = new LinkedHashMap<>();
  private final SequencedMap<String, Parameters> blocks = new LinkedHashMap<>();

  /** One value as text. */
  private record Value(Supplier<String> get, Consumer<String> set) {}

  /** Nothing yet. */
  public State() {}

  /**
   * Adds a text.
   *
   * @param set throws an {@link IllegalArgumentException} for what it does not take
   */
  public void text(String name, Supplier<String> get, Consumer<String> set) {
    if (values.putIfAbsent(name, new Value(get, set)) != null) {
      throw new IllegalArgumentException(name + ": added twice");
    }
  }

  /** Adds a whole number, 0 or more. */
  public void count(String name, LongSupplier get, LongConsumer set) {
    text(
        name,
        () -> Long.toString(get.getAsLong()),
        text -> {
          long count = Long.parseLong(text);
          if (count < 0) {
            throw new IllegalArgumentException(count + ", must be 0 or more");
          }
          set.accept(count);
        });
  }

  /** Adds a real number, which may be NaN or infinite. */
  public void real(String name, DoubleSupplier get, DoubleConsumer set) {
    text(
        name,
        () -> Double.toString(get.getAsDouble()),
        text -> set.accept(Double.parseDouble(text)));
  }

  /** Adds whole numbers. */
  public void numbers(String name, Supplier<long[]> get, Consumer<long[]> set) {
    text(
        name,
        () -> Arrays.stream(get.get()).mapToObj(Long::toString).collect(Collectors.joining(" ")),
        text -> set.accept(words(text).stream().mapToLong(Long::parseLong).toArray()));
  }

  /** Adds real numbers. */
  public void reals(String name, Supplier<double[]> get, Consumer<double[]> set) {
    text(
        name,
        () -> Arrays.stream(get.get()).mapToObj(Double::toString).collect(Collectors.joining(" ")),
        text -> set.accept(words(text).stream().mapToDouble(Double::parseDouble).toArray()));
  }

  /** Adds an array of real numbers, always as many. */
  public void reals(String name, double[] numbers) {
    reals(
        name,
        () -> numbers,
        found -> {
          if (found.length != numbers.length) {
            throw new IllegalArgumentException(
                found.length + " numbers, expected " + numbers.length);
          }
          System.arraycopy(found, 0, numbers, 0, found.length);
        });
  }

  /** Adds the parameters of the network, under the names that they have in a weights file. */
  public void parameters(Parameters parameters) {
    blocks.put("", parameters);
  }

  /**
   * Adds a block of the same tensors, such as an optimiser's.
   *
   * @param name before the names of its tensors
   */
  public void block(String name, Parameters block) {
    if (blocks.putIfAbsent(WeightsFile.TRAINING + name + ".", block) != null) {
      throw new IllegalArgumentException(name + ": added twice");
    }
  }

  /** The state of this moment. */
  public Snapshot read() {
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    values.forEach((name, value) -> texts.put(name, value.get().get()));
    SequencedMap<String, Safetensors.Entry> tensors = new LinkedHashMap<>();
    blocks.forEach((prefix, block) -> {
      for (Layout.Tensor t : block.layout().tensors()) {
        tensors.put(prefix + t.name(), new Safetensors.Entry(t.shape(), block.get(t.name())));
      }
    });
    return new Snapshot(texts, tensors);
  }

  /**
   * Goes back to a state; what it holds beyond this one does not matter.
   *
   * @throws IllegalArgumentException that names what is missing or not as it must be; some of the
   *     state may then be the new one
   */
  public void restore(Snapshot snapshot) {
    blocks.forEach((prefix, block) -> {
      for (Layout.Tensor t : block.layout().tensors()) {
        Safetensors.Entry entry = snapshot.tensors().get(prefix + t.name());
        if (entry == null || !entry.shape().equals(t.shape())) {
          throw new IllegalArgumentException(
              prefix
                  + t.name()
                  + (entry == null ? ": missing" : ": shape " + entry.shape())
                  + ", expected "
                  + t.shape());
        }
        block.set(t.name(), entry.values());
      }
    });
    values.forEach((name, value) -> {
      String text = snapshot.values().get(name);
      if (text == null) {
        throw new IllegalArgumentException("state " + name + ": missing");
      }
      try {
        value.set().accept(text);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("state " + name + ": " + e.getMessage(), e);
      }
    });
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }
}
