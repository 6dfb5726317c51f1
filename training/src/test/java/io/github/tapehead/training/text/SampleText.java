package io.github.tapehead.training.text;

import io.github.tapehead.training.RandomStreams;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Sentences of a small grammar: some 50 different characters, little more than half a bit of chance
 * in each.
 */
public final class SampleText {
  private static final List<String> NAMES =
      List.of("Ada", "Boris", "Clara", "Edgar", "Fatima", "Hugo", "Ines", "Jonas", "Mara", "Olaf");
  private static final List<String> PEOPLE =
      List.of("baker", "doctor", "gardener", "king", "miller", "pilot", "queen", "sailor", "widow");
  private static final List<String> THINGS =
      List.of("basket", "boat", "book", "candle", "garden", "hammer", "letter", "river", "stone");
  private static final List<String> QUALITIES =
      List.of("blue", "broken", "dark", "heavy", "late", "old", "quiet", "small", "very strange");
  private static final List<String> DEEDS =
      List.of("carried", "dropped", "found", "hid", "kept", "painted", "sold", "took", "wanted");
  private static final List<String> PLACES =
      List.of("at the market", "behind the house", "in the north", "near the bridge", "on a hill");
  private static final List<String> TIMES =
      List.of("After that", "At noon", "Every year", "In winter", "Later", "Yesterday", "Then");
  private static final List<String> LINKS =
      List.of(", and", ", but", ", because", "; so", " while");

  private final RandomGenerator random;
  private final StringBuilder text = new StringBuilder();

  private SampleText(long seed) {
    random = RandomStreams.of(seed).training();
  }

  /** So many characters, the same for the same seed. */
  public static String of(int characters, long seed) {
    SampleText sample = new SampleText(seed);
    while (sample.text.length() < characters) {
      sample.sentence();
    }
    return sample.text.substring(0, characters);
  }

  private void sentence() {
    if (random.nextInt(3) == 0) {
      text.append(one(TIMES)).append(random.nextBoolean() ? ", " : " ");
      text.append(one(NAMES)).append(' ');
    } else if (random.nextBoolean()) {
      text.append("The ").append(one(PEOPLE)).append(' ');
    } else {
      text.append(one(NAMES)).append(' ');
    }
    deed();
    if (random.nextInt(3) == 0) {
      text.append(one(LINKS)).append(" the ").append(one(PEOPLE)).append(' ');
      deed();
    }
    text.append(random.nextInt(8) == 0 ? '!' : '.');
    text.append(random.nextInt(6) == 0 ? '\n' : ' ');
  }

  private void deed() {
    text.append(one(DEEDS)).append(' ');
    boolean many = random.nextInt(4) == 0;
    text.append(many ? random.nextInt(2, 100) : random.nextBoolean() ? "the" : "her").append(' ');
    if (random.nextBoolean()) {
      text.append(one(QUALITIES)).append(' ');
    }
    text.append(one(THINGS)).append(many ? "s" : "");
    if (random.nextBoolean()) {
      text.append(' ').append(one(PLACES));
    }
  }

  private String one(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }
}
