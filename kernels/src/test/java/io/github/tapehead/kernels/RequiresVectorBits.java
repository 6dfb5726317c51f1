package io.github.tapehead.kernels;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips a test class where the CPU's vectors are narrower than the tests ask for: emulated vectors
 * are a hundred times slower. The system property {@code tapehead.emulateVectors=true} runs it all
 * the same.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresVectorBits.Condition.class)
@interface RequiresVectorBits {
  /** Compares the width in use with the CPU's. */
  class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      int wanted = Simd.vectorBits();
      int present = Simd.preferredBits();
      if (wanted <= present || Boolean.getBoolean("tapehead.emulateVectors")) {
        return ConditionEvaluationResult.enabled(wanted + " bits");
      }
      return ConditionEvaluationResult.disabled(
          "tests ask for " + wanted + "-bit vectors, this CPU has " + present);
    }
  }
}
