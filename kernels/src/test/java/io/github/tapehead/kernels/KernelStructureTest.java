package io.github.tapehead.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What keeps the kernels fast, seen in their class files: no vector is in a field, none crosses a
 * method of ours, which C2 may not inline, and none is reinterpreted.
 */
class KernelStructureTest {
  @Test
  void noVectorInAField() throws Exception {
    for (ClassModel kernel : kernels()) {
      kernel
          .fields()
          .forEach(field ->
              assertFalse(
                  isVector(field.fieldTypeSymbol()),
                  () -> kernel.thisClass().name() + "." + field.fieldName()));
    }
  }

  @Test
  void noVectorCrossesAMethod() throws Exception {
    for (ClassModel kernel : kernels()) {
      for (MethodModel method : kernel.methods()) {
        var type = method.methodTypeSymbol();
        boolean vector =
            isVector(type.returnType())
                || type.parameterList().stream().anyMatch(KernelStructureTest::isVector);
        assertFalse(vector, () -> kernel.thisClass().name() + "." + method.methodName());
      }
    }
  }

  @Test
  void onlyConstantsAreStatic() throws Exception {
    for (ClassModel kernel : kernels()) {
      kernel
          .fields()
          .forEach(field ->
              assertEquals(
                  field.flags().has(AccessFlag.STATIC),
                  field.flags().has(AccessFlag.STATIC) && field.flags().has(AccessFlag.FINAL),
                  () -> kernel.thisClass().name() + "." + field.fieldName()));
    }
  }

  /**
   * Interpreted, these go through heap segments; C2 then expects a heap segment at every access of
   * every kernel, and hoists no check out of any loop.
   */
  @Test
  void noVectorIsReinterpreted() throws Exception {
    int calls = 0;
    for (ClassModel kernel : kernels()) {
      for (MethodModel method : kernel.methods()) {
        for (CodeElement element : method.code().map(CodeModel::elementList).orElse(List.of())) {
          if (element instanceof InvokeInstruction call
              && call.owner().asInternalName().startsWith("jdk/incubator/vector/")) {
            String name = call.name().stringValue();
            assertFalse(
                name.matches("(reinterpret|convert|cast|viewAs).*"),
                () -> kernel.thisClass().name() + "." + method.methodName() + " calls " + name);
            calls++;
          }
        }
      }
    }
    assertTrue(calls > 100, calls + " calls of the Vector API");
  }

  private static boolean isVector(ClassDesc type) {
    String name = type.descriptorString();
    return name.contains("jdk/incubator/vector/")
        && (name.endsWith("Vector;") || name.endsWith("VectorMask;"));
  }

  private static List<ClassModel> kernels() throws Exception {
    URI location = Simd.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    List<ClassModel> models = new ArrayList<>();
    try (var files = Files.walk(Path.of(location))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        models.add(parse(file));
      }
    }
    assertTrue(models.size() > 20, () -> models.size() + " classes in " + location);
    return models;
  }

  private static ClassModel parse(Path file) throws IOException {
    return ClassFile.of().parse(file);
  }
}
