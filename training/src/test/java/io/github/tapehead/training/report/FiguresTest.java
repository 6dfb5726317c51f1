package io.github.tapehead.training.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tapehead.model.Layout;
import io.github.tapehead.model.Parameters;
import io.github.tapehead.training.TinyCopy;
import io.github.tapehead.training.Trainer;
import io.github.tapehead.training.task.NGramTask;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringReader;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class FiguresTest {
  @TempDir private Path folder;

  @Test
  void learningCurveIsWrittenTwice() throws Exception {
    LearningCurve curve = new LearningCurve();
    ReportsTest.run(5, curve);
    curve.write(folder);
    assertTrue(image("learning-curve.png").getWidth() > 500);
    assertEquals("svg", rootElement("learning-curve.svg"));
  }

  @Test
  void learningCurveOfNothingIsNotWritten() throws IOException {
    new LearningCurve().write(folder);
    assertFalse(Files.exists(folder.resolve("learning-curve.png")));
  }

  @Test
  void longTrainingsAreThinnedOut() {
    LearningCurve curve = new LearningCurve();
    var configuration = TinyCopy.configuration(2100).withBatch(1);
    try (Trainer trainer = new Trainer(configuration)) {
      trainer.addListener(curve);
      trainer.run();
    }
    assertEquals(1050, curve.points());
  }

  @Test
  void attentionOfOneSequence() throws Exception {
    Attention attention = attention();
    assertEquals(14, attention.steps());
    assertEquals(10, attention.inputs().length);
    assertEquals(8, attention.outputs().length);
    assertEquals(1, attention.writes().size());
    assertEquals(12, attention.reads().getFirst().length);
    // Zero parameters: outputs of one half, in scored steps only, are taken for zeros.
    assertEquals(0, attention.outputs()[0][7]);
    assertEquals(0.5f, attention.outputs()[0][8]);
    int ones = 0;
    for (float[] channel : attention.targets()) {
      for (float bit : channel) {
        ones += (int) bit;
      }
    }
    assertEquals(ones, attention.wrongBits());
    for (int t = 0; t < attention.steps(); t++) {
      float sum = 0;
      for (float[] location : attention.writes().getFirst()) {
        sum += location[t];
      }
      assertEquals(1, sum, 1e-5);
    }
  }

  @Test
  void attentionFigureIsWrittenTwice() throws Exception {
    new AttentionFigure("<copy & show>", TinyCopy.TASK, attention()).write(folder, "attention");
    assertTrue(image("attention.png").getHeight() > 500);
    assertEquals("svg", rootElement("attention.svg"));
  }

  @Test
  void aSingleChannelIsNamedOnce() throws IOException {
    float[][] channel = new float[1][5];
    var attention = new Attention(channel, channel, channel, List.of(), List.of(), 0);
    new AttentionFigure("bits", new NGramTask(6), attention).write(folder, "bits");
    String svg = Files.readString(folder.resolve("bits.svg"));
    // Once for the targets and once for the outputs.
    assertEquals(2, svg.split(">next bit<", -1).length - 1);
  }

  @Test
  void panelsAreWhiteForOneAndBlackForZero() {
    float[][] values = {{0, 1, 0.5f}, {-1, 2, Float.NaN}};
    BufferedImage image = new Panel("", "", "", 1, values).image();
    assertEquals(3, image.getWidth());
    int[] samples = image.getRaster().getSamples(0, 0, 3, 2, 0, (int[]) null);
    assertArrayEquals(new int[] {0, 255, 128, 0, 255, 0}, samples);
  }

  @Test
  void locationRangeCutsTheLongestGapEvenAcrossTheEnd() {
    float[][] head = new float[128][1];
    head[126][0] = 1;
    head[2][0] = 0.1f;
    LocationRange range = LocationRange.attended(List.<float[][]>of(head));
    assertEquals(new LocationRange(123, 11, 128), range);
    assertEquals(5, range.last());
    assertEquals(1, range.of(head)[3][0]);
    assertEquals(" (11 of 128 locations)", range.note());
  }

  @Test
  void locationRangeIsWholeWhereNothingOrEverythingIsAttended() {
    LocationRange whole = new LocationRange(0, 16, 16);
    float[][] head = new float[16][1];
    assertEquals(whole, LocationRange.attended(List.<float[][]>of(head)));
    for (float[] location : head) {
      location[0] = 1;
    }
    assertEquals(whole, LocationRange.attended(List.<float[][]>of(head)));
  }

  @Test
  void copiesLieSideBySideAsLongAsThereIsRoom() throws Exception {
    List<CopyFigure.Copy> copies =
        IntStream.of(10, 20, 30, 50, 120)
            .mapToObj(length ->
                new CopyFigure.Copy(
                    "length " + length, new float[8][length], new float[8][length], List.of(5)))
            .toList();
    new CopyFigure("copies", copies).write(folder, "copies");
    assertEquals("svg", rootElement("copies.svg"));
    String svg = Files.readString(folder.resolve("copies.svg"));
    // Two rows: the short ones, and the longest below.
    assertEquals(2, svg.split(">Targets<", -1).length - 1);
    assertEquals(10, svg.split("<image ", -1).length - 1);
    assertTrue(svg.contains("<path d=\"M116 199v7\""), svg.replaceAll("base64,[^\"]*", ""));
    BufferedImage all = image("copies.png");
    new CopyFigure("copies", copies.subList(0, 4)).write(folder, "short");
    assertEquals(image("short.png").getHeight() * 2, all.getHeight(), 100);
    assertEquals(2 * (120 * 8 + 88), all.getWidth());
  }

  private static Attention attention() {
    Parameters parameters = new Parameters(Layout.of(TinyCopy.network()), Arena.ofAuto());
    return Attention.trace(
        TinyCopy.network(), parameters, TinyCopy.TASK, TinyCopy.TASK.setting(6), 1);
  }

  private BufferedImage image(String name) throws IOException {
    BufferedImage image = ImageIO.read(folder.resolve(name).toFile());
    assertNotNull(image);
    return image;
  }

  private String rootElement(String name) throws Exception {
    String svg = Files.readString(folder.resolve(name));
    var factory = DocumentBuilderFactory.newInstance();
    // The document type names a file on the network.
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    var source = new InputSource(new StringReader(svg));
    return factory.newDocumentBuilder().parse(source).getDocumentElement().getTagName();
  }
}
