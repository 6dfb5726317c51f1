package io.github.tapehead.training.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorpusTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("text.txt");
  }

  @Test
  void theLastTenthIsHeldOut() throws IOException {
    Files.writeString(file, "ab".repeat(9) + "éabcdefgh" + "aé");
    Corpus corpus = Corpus.read(file);
    assertEquals("abcdefghé", corpus.vocabulary().characters());
    assertEquals(27, corpus.training().length);
    assertArrayEquals(new int[] {1, 9}, corpus.heldOut());
  }

  @Test
  void whatTheTrainingPartLacksIsUnknown() throws IOException {
    Files.writeString(file, "abcabcax");
    Corpus corpus = Corpus.read(file, 0.25);
    assertEquals("abc", corpus.vocabulary().characters());
    assertArrayEquals(new int[] {1, 2, 3, 1, 2, 3}, corpus.training());
    assertArrayEquals(new int[] {1, Vocabulary.UNKNOWN}, corpus.heldOut());
  }

  @Test
  void aGivenVocabularyIsKept() throws IOException {
    Files.writeString(file, "abcabcax");
    Corpus corpus = Corpus.read(file, 0.25, Vocabulary.of("bx"));
    assertEquals("bx", corpus.vocabulary().characters());
    assertArrayEquals(new int[] {0, 1, 0, 0, 1, 0}, corpus.training());
    assertArrayEquals(new int[] {0, 2}, corpus.heldOut());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void filesAndStringsGiveTheSame(int shift) throws Exception {
    String text = "x".repeat(shift) + SampleText.of(60_000, 1) + "😀é€\n".repeat(4000);
    Files.writeString(file, text);
    Corpus read = Corpus.read(file, 0.5);
    Corpus given = Corpus.of(text, 0.5);
    assertEquals(given.vocabulary(), read.vocabulary());
    assertArrayEquals(given.training(), read.training());
    assertArrayEquals(given.heldOut(), read.heldOut());
    assertEquals(text.codePointCount(0, text.length()) / 2, read.heldOut().length);
    assertEquals(given.digest(), read.digest());
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    assertEquals(HexFormat.of().formatHex(digest), read.digest());
  }

  @Test
  void aByteOrderMarkIsNoCharacter() throws IOException {
    Files.writeString(file, "\ufeffabab\ufeff\ufeff");
    Corpus corpus = Corpus.read(file, 0.4);
    assertEquals("ab", corpus.vocabulary().characters());
    assertArrayEquals(new int[] {1, 2, 1, 2}, corpus.training());
    assertArrayEquals(new int[] {0, 0}, corpus.heldOut());
  }

  @Test
  void refusesWhatIsNoFile() {
    assertRefused("no such file");
    file = folder;
    assertRefused("is a folder, expected a text file");
  }

  @Test
  void refusesWhatIsNoText() throws IOException {
    Files.write(file, "abcdé".getBytes(ISO_8859_1));
    assertRefused("no UTF-8 at byte 4, expected a text file in UTF-8");
    Files.writeString(file, "\ufeff" + "é".repeat(10_000));
    try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(20_001);
      bytes.write(0xff);
    }
    assertRefused("no UTF-8 at byte 20001, expected a text file in UTF-8");
    Files.write(file, "abcd".getBytes(UTF_16LE));
    assertRefused("NUL at character 1, expected a text file");
  }

  @Test
  void refusesTextsThatAreTooShort() throws IOException {
    Files.createFile(file);
    assertRefused("0 characters, 0 of them held out, expected at least 2 in each part");
    Files.writeString(file, "a".repeat(19));
    assertRefused("19 characters, 1 of them held out, expected at least 2 in each part");
    Files.writeString(file, "a".repeat(20));
    assertEquals(2, Corpus.read(file).heldOut().length);
  }

  @Test
  void refusesTextsThatAreTooLarge() throws IOException {
    try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.setLength(TextFile.MAX_BYTES + 1);
    }
    assertRefused("268435457 bytes, expected at most 268435456");
  }

  @Test
  void refusesTooManyDifferentCharacters() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      text.appendCodePoint(0x4e00 + i);
    }
    Files.writeString(file, text);
    assertRefused("4500 different characters, expected 1 to 4095");
    assertEquals(500, Corpus.read(file, 0.1, Vocabulary.of("ab")).heldOut().length);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
  void refusesSharesThatLeaveNothing(double share) {
    var e = assertThrows(IllegalArgumentException.class, () -> Corpus.of("abababab", share));
    assertEquals("held_out: " + share + ", expected more than 0 and less than 1", e.getMessage());
  }

  private void assertRefused(String reason) {
    var e = assertThrows(IOException.class, () -> Corpus.read(file));
    assertEquals(file + ": " + reason, e.getMessage());
  }
}
