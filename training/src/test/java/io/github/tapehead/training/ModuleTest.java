package io.github.tapehead.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * The tests must run inside the module, or they would not notice a package it fails to read or
 * export.
 */
class ModuleTest {
  @Test
  void testsRunInsideTheNamedModule() {
    assertEquals("io.github.tapehead.training", ModuleTest.class.getModule().getName());
  }

  @Test
  void vectorModuleIsResolved() {
    assertTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
  }
}
