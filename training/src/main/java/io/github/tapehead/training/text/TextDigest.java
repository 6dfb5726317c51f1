package io.github.tapehead.training.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells texts apart. */
final class TextDigest {
  private static final int CHUNK = 1 << 16;

  private TextDigest() {}

  /** SHA-256 of characters in UTF-8, as hexadecimal digits. */
  static String sha256(int[] codePoints) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
    for (int from = 0; from < codePoints.length; from += CHUNK) {
      int count = Math.min(CHUNK, codePoints.length - from);
      digest.update(new String(codePoints, from, count).getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
