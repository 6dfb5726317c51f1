package io.github.tapehead.model.inference;

import java.io.IOException;
import java.nio.file.Path;

/** The smallest program: loads a weights file, runs a step, says how many outputs came. */
final class FirstAnswer {
  private FirstAnswer() {}

  public static void main(String[] arguments) throws IOException {
    try (Model model = Model.load(Path.of(arguments[0]));
        Session session = model.session()) {
      float[] output = new float[model.configuration().outputs()];
      session.step(new float[model.configuration().inputs()], output);
      System.out.println("outputs " + output.length);
    }
  }
}
