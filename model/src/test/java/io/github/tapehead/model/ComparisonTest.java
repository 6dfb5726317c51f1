package io.github.tapehead.model;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** A comparison that lets something through would make every test above it green. */
class ComparisonTest {
  private static final double[] EXPECTED = {1, -2, 4};

  @Test
  void takesWhatIsWithinTheBound() {
    compare(1 + 3e-4, -2, 4 - 3e-4).verify();
  }

  @Test
  void refusesWhatIsBeyondTheBound() {
    assertRefused(compare(1, -2, 4 + 5e-4));
    assertRefused(compare(1 - 5e-4, -2, 4));
    assertRefused(compare(1, 2, 4));
    assertRefused(compare(1, -2));
  }

  @Test
  void refusesNanWhereverItStands() {
    assertRefused(compare(Double.NaN, -2, 4));
    assertRefused(compare(1, Double.NaN, 4));
    assertRefused(compare(1, -2, Double.NaN));
    assertRefused(compare(1, -2, Double.POSITIVE_INFINITY));
  }

  @Test
  void oneWrongTensorAmongManyIsEnough() {
    Comparison comparison = compare(1, 2, 4).add("right", EXPECTED, EXPECTED, 1e-4);
    String message = assertRefused(comparison);
    assertTrue(message.startsWith("subject") && message.contains("tensor"), message);
  }

  private static Comparison compare(double... actual) {
    return new Comparison("subject").add("tensor", EXPECTED, actual, 1e-4);
  }

  private static String assertRefused(Comparison comparison) {
    return assertThrows(AssertionFailedError.class, comparison::verify).getMessage();
  }
}
