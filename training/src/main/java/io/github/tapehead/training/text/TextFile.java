package io.github.tapehead.training.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads UTF-8 strictly, and says where a file is something else. */
final class TextFile {
  /** Characters take four bytes of memory each. */
  static final long MAX_BYTES = 1L << 28;

  private static final int CHUNK = 8192;
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private TextFile() {}

  /**
   * The code points of a file, without a byte order mark.
   *
   * @throws IOException that names the file, if it is missing, a folder, larger than {@link
   *     #MAX_BYTES}, not UTF-8 or holds NUL
   */
  static int[] read(Path file) throws IOException {
    if (Files.notExists(file)) {
      throw new NoSuchFileException(file.toString(), null, "no such file");
    }
    if (Files.isDirectory(file)) {
      throw wrong(file, "is a folder, expected a text file");
    }
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw wrong(file, size + " bytes, expected at most " + MAX_BYTES);
    }
    return decode(file, Files.readAllBytes(file));
  }

  private static int[] decode(Path file, byte[] bytes) throws IOException {
    int start = hasMark(bytes) ? MARK.length : 0;
    int[] codePoints = new int[characters(bytes, start)];
    int count = 0;
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
    CharBuffer out = CharBuffer.allocate(CHUNK);
    CoderResult result;
    do {
      result = decoder.decode(in, out, true);
      if (result.isError()) {
        throw wrong(file, "no UTF-8 at byte " + in.position() + ", expected a text file in UTF-8");
      }
      out.flip();
      // The decoder never parts the two chars of a character.
      for (int i = 0; i < out.length(); i += Character.charCount(codePoints[count++])) {
        codePoints[count] = Character.codePointAt(out, i);
        if (codePoints[count] == 0) {
          throw wrong(file, "NUL at character " + count + ", expected a text file");
        }
      }
      out.clear();
    } while (result.isOverflow());
    return codePoints;
  }

  private static boolean hasMark(byte[] bytes) {
    return bytes.length >= MARK.length
        && bytes[0] == MARK[0]
        && bytes[1] == MARK[1]
        && bytes[2] == MARK[2];
  }

  /** The bytes that begin a character: all but those of the form 10xxxxxx. */
  private static int characters(byte[] bytes, int start) {
    int count = 0;
    for (int i = start; i < bytes.length; i++) {
      count += (bytes[i] & 0xc0) == 0x80 ? 0 : 1;
    }
    return count;
  }

  private static FileSystemException wrong(Path file, String reason) {
    return new FileSystemException(file.toString(), null, reason);
  }
}
