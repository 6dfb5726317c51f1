package io.github.tapehead.training.cli;

import io.github.tapehead.model.AccessOrder;
import io.github.tapehead.model.Activation;
import io.github.tapehead.model.ControllerKind;
import io.github.tapehead.model.HeadPart;
import io.github.tapehead.model.InitialMemory;
import io.github.tapehead.model.InitialState;
import io.github.tapehead.training.Clipping;
import io.github.tapehead.training.Curriculum;
import io.github.tapehead.training.LossReduction;
import io.github.tapehead.training.NetworkKind;
import io.github.tapehead.training.Optimizer;
import io.github.tapehead.training.reproduction.Seeds;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the words that options take; what files call a thing, the command line calls it too. */
final class Words {
  private Words() {}

  private static <E> E choice(String word, E[] choices) {
    return choice(word, List.of(choices));
  }

  private static <E> E choice(String word, List<E> choices) {
    return choices.stream()
        .filter(choice -> choice.toString().equals(word))
        .findFirst()
        .orElseThrow(() -> wrong(word, "one of " + choices));
  }

  private static TypeConversionException wrong(String word, String expected) {
    return new TypeConversionException(word + ", expected " + expected);
  }

  /** {@code lstm} or {@code ff}. */
  static final class Controller implements ITypeConverter<ControllerKind> {
    @Override
    public ControllerKind convert(String word) {
      return choice(word, ControllerKind.values());
    }
  }

  /** {@code write_read}, {@code joint} or {@code read_write}. */
  static final class Order implements ITypeConverter<AccessOrder> {
    @Override
    public AccessOrder convert(String word) {
      return choice(word, AccessOrder.values());
    }
  }

  /** {@code fixed}, {@code learned} or {@code given}. */
  static final class State implements ITypeConverter<InitialState> {
    @Override
    public InitialState convert(String word) {
      return choice(word, InitialState.values());
    }
  }

  /** {@code ntm-lstm}, {@code ntm-ff} or {@code lstm}. */
  static final class Kind implements ITypeConverter<NetworkKind> {
    @Override
    public NetworkKind convert(String word) {
      return choice(word, NetworkKind.values());
    }
  }

  /** {@code 3} or {@code 1,4,7}. */
  static final class SeedList implements ITypeConverter<Seeds> {
    @Override
    public Seeds convert(String word) {
      try {
        return Seeds.parse(word);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** {@code none}, {@code uniform}, or {@code growing:BITS:FACTOR}, by default 1 and 2. */
  static final class Course implements ITypeConverter<Curriculum> {
    @Override
    public Curriculum convert(String word) {
      String[] parts = word.split(":", 3);
      try {
        if (parts[0].equals("growing")) {
          double below = parts.length < 2 ? 1 : Double.parseDouble(parts[1]);
          return new Curriculum.Growing(below, parts.length < 3 ? 2 : Double.parseDouble(parts[2]));
        }
      } catch (NumberFormatException e) {
        throw wrong(word, "growing:BITS:FACTOR");
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
      return switch (word) {
        case "none" -> new Curriculum.None();
        case "uniform" -> new Curriculum.Uniform();
        default -> throw wrong(word, "none, uniform or growing:BITS:FACTOR");
      };
    }
  }

  /** {@code constant}, {@code learned}, {@code random} or {@code given}. */
  static final class InitialContent implements ITypeConverter<InitialMemory> {
    @Override
    public InitialMemory convert(String word) {
      return switch (word) {
        case "constant" -> InitialMemory.SMALL;
        case "learned" -> new InitialMemory.Learned();
        case "random" -> new InitialMemory.Random();
        case "given" -> new InitialMemory.Given();
        default -> throw wrong(word, "one of [constant, learned, random, given]");
      };
    }
  }

  /** An activation that a part of the heads can have. */
  private abstract static class Function implements ITypeConverter<Activation> {
    private final HeadPart part;

    Function(HeadPart part) {
      this.part = part;
    }

    @Override
    public Activation convert(String word) {
      return choice(word, part.choices());
    }
  }

  /** One of keys. */
  static final class KeyFunction extends Function {
    KeyFunction() {
      super(HeadPart.KEY);
    }
  }

  /** One of key strengths. */
  static final class StrengthFunction extends Function {
    StrengthFunction() {
      super(HeadPart.KEY_STRENGTH);
    }
  }

  /** One of shifts. */
  static final class ShiftFunction extends Function {
    ShiftFunction() {
      super(HeadPart.SHIFT);
    }
  }

  /** One of sharpening exponents. */
  static final class SharpeningFunction extends Function {
    SharpeningFunction() {
      super(HeadPart.SHARPENING);
    }
  }

  /** One of erase vectors. */
  static final class EraseFunction extends Function {
    EraseFunction() {
      super(HeadPart.ERASE);
    }
  }

  /** One of add vectors. */
  static final class AddFunction extends Function {
    AddFunction() {
      super(HeadPart.ADD);
    }
  }

  /** {@code cosine}, {@code settling:5000} and so on; what they mean depends on other options. */
  static final class RateSchedule implements ITypeConverter<Schedule> {
    @Override
    public Schedule convert(String words) {
      return new Schedule(words);
    }
  }

  /** {@code sum} or {@code mean}. */
  static final class Loss implements ITypeConverter<LossReduction> {
    @Override
    public LossReduction convert(String word) {
      return choice(word, LossReduction.values());
    }
  }

  /** {@code rmsprop}, {@code adam} or {@code sgd}. */
  static final class Rule implements ITypeConverter<Optimizer> {
    @Override
    public Optimizer convert(String word) {
      return switch (word) {
        case "rmsprop" -> new Optimizer.RmsProp();
        case "adam" -> new Optimizer.Adam();
        case "sgd" -> new Optimizer.Sgd();
        default -> throw wrong(word, "one of [rmsprop, adam, sgd]");
      };
    }
  }

  /** {@code none}, {@code value:10} or {@code norm:50}; a number alone is a value. */
  static final class Clip implements ITypeConverter<Clipping> {
    @Override
    public Clipping convert(String word) {
      if (word.equals("none")) {
        return new Clipping.None();
      }
      int colon = word.indexOf(':');
      String kind = colon < 0 ? "value" : word.substring(0, colon);
      try {
        float limit = Float.parseFloat(word.substring(colon + 1));
        return switch (kind) {
          case "value" -> new Clipping.ByValue(limit);
          case "norm" -> new Clipping.ByNorm(limit);
          default -> throw wrong(word, "value:LIMIT, norm:LIMIT or none");
        };
      } catch (NumberFormatException e) {
        throw wrong(word, "value:LIMIT, norm:LIMIT or none");
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
