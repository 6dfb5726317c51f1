package io.github.tapehead.training.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.tapehead.model.Layout;
import io.github.tapehead.model.NetworkConfiguration;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.model.WeightsFile;
import io.github.tapehead.training.TinyCopy;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocabularyTest {
  @Test
  void saysWhatItLacks() {
    Vocabulary vocabulary = Vocabulary.ofText("abc");
    assertArrayEquals(new int[] {'z', 0x1f600, 'y'}, vocabulary.missing("azb\ud83d\ude00zycz"));
    assertEquals(0, vocabulary.missing("cab").length);
  }

  /** Controls, quotes, a backslash, other planes, what JSON and Java treat apart. */
  private static final String AWKWARD = "z\n\t\r\"\\\u007f\u0085\u2028é€😀𝄞\ufeff\uffff\u0001";

  @Test
  void symbolsAreTheSortedCharactersBehindTheUnknownOne() {
    Vocabulary vocabulary = Vocabulary.ofText("banana 😀b");
    assertEquals(" abn😀", vocabulary.characters());
    assertEquals(6, vocabulary.size());
    assertArrayEquals(new int[] {3, 2, 4, 5, 1}, vocabulary.encode("ban😀 "));
    assertEquals('a', vocabulary.codePoint(2));
    assertEquals("6 symbols: unknown, \" abn😀\"", vocabulary.toString());
  }

  @Test
  void otherCharactersAreUnknown() {
    Vocabulary vocabulary = Vocabulary.ofText("bd");
    for (int c : new int[] {0, 'a', 'c', 'e', 0x1f600}) {
      assertEquals(Vocabulary.UNKNOWN, vocabulary.symbol(c));
    }
    assertArrayEquals(new int[] {0, 1, 0, 2}, vocabulary.encode("abcd"));
    assertEquals("�b�d", vocabulary.decode(0, 1, 0, 2));
  }

  @Test
  void textComesBack() {
    Vocabulary vocabulary = Vocabulary.ofText(AWKWARD);
    assertEquals(AWKWARD, vocabulary.decode(vocabulary.encode(AWKWARD)));
  }

  @Test
  void comesBackFromTheMetadataOfWeights(@TempDir Path folder) throws IOException {
    Vocabulary vocabulary = Vocabulary.ofText(AWKWARD);
    Path file = folder.resolve("weights.safetensors");
    NetworkConfiguration network = TinyCopy.network();
    try (Arena arena = Arena.ofConfined()) {
      Parameters parameters = new Parameters(Layout.of(network), arena);
      Map<String, String> metadata = Map.of("characters", vocabulary.characters());
      WeightsFile.write(file, network, parameters, metadata);
      String stored = WeightsFile.read(file, arena).metadata().get("characters");
      assertEquals(vocabulary, Vocabulary.of(stored));
    }
  }

  @Test
  void equalityIsThatOfCharacters() {
    assertEquals(Vocabulary.ofText("ab"), Vocabulary.ofText("bab"));
    assertEquals(Vocabulary.ofText("ab").hashCode(), Vocabulary.ofText("bab").hashCode());
    assertNotEquals(Vocabulary.ofText("ab"), Vocabulary.ofText("ac"));
  }

  @Test
  void sizeIsLimited() {
    String most = characters(Vocabulary.MAX_SIZE - 1);
    assertEquals(Vocabulary.MAX_SIZE, Vocabulary.ofText(most).size());
    assertEquals(most, Vocabulary.of(most).characters());
    String more = characters(Vocabulary.MAX_SIZE);
    String message = "4096 different characters, expected 1 to 4095";
    assertRefused("text: " + message, () -> Vocabulary.ofText(more));
    assertRefused("characters: " + message, () -> Vocabulary.of(more));
  }

  @Test
  void refusesWhatIsNoVocabulary() {
    assertRefused("text: 0 different characters, expected 1 to 4095", () -> Vocabulary.ofText(""));
    assertRefused(
        "characters: 0 different characters, expected 1 to 4095", () -> Vocabulary.of(""));
    assertRefused(
        "characters: U+0061 behind U+0062, expected ascending ones", () -> Vocabulary.of("ba"));
    assertRefused(
        "characters: U+0061 behind U+0061, expected ascending ones", () -> Vocabulary.of("aab"));
    assertRefused(
        "text: U+D83D, half of a surrogate pair, expected both",
        () -> Vocabulary.ofText("a\ud83d"));
  }

  @Test
  void refusesSymbolsBeyondItsOwn() {
    Vocabulary vocabulary = Vocabulary.ofText("ab");
    assertThrows(IndexOutOfBoundsException.class, () -> vocabulary.codePoint(3));
    assertThrows(IndexOutOfBoundsException.class, () -> vocabulary.decode(-1));
  }

  private static String characters(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.appendCodePoint(0x4e00 + i);
    }
    return text.toString();
  }

  private static void assertRefused(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
