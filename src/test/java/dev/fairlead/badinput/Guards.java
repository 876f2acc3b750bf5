package dev.fairlead.badinput;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Every place in our classes that throws because of who asks, found in what was compiled; each can
 * be taken out of the running application, so that it says yes to everybody.
 */
final class Guards {
  private static final String REFUSED = "dev/fairlead/shared/RefusedException";
  private static final String DENIED = "org/springframework/security/access/AccessDeniedException";

  private final Instrumentation machine = ByteBuddyAgent.install();

  /** Names of guards, each with its class. */
  private final Map<String, Class<?>> all = new TreeMap<>();

  Guards() {
    Path classes = Path.of("target/classes");
    try (Stream<Path> files = Files.walk(classes.resolve("dev/fairlead"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name =
            classes.relativize(file).toString().replaceAll("\\.class$", "").replace('/', '.');
        without(Files.readAllBytes(file), -1, line -> all.put(name(name, line), load(name)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> names() {
    return List.copyOf(all.keySet());
  }

  /** Runs this as if the guard were not there. */
  void without(String guard, Runnable work) throws Exception {
    Class<?> type = all.get(guard);
    byte[] right = bytes(type);
    int line = Integer.parseInt(guard.substring(guard.lastIndexOf(':') + 1));
    machine.redefineClasses(new ClassDefinition(type, without(right, line, found -> {})));
    try {
      work.run();
    } finally {
      machine.redefineClasses(new ClassDefinition(type, right));
    }
  }

  static String name(String type, int line) {
    return type.replaceFirst("^dev\\.fairlead\\.", "") + ':' + line;
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, Guards.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    return Files.readAllBytes(
        Path.of("target/classes", type.getName().replace('.', '/') + ".class"));
  }

  private interface Found {
    void at(int line);
  }

  /** The class, whose refusal at this line is made and dropped instead of thrown. */
  private static byte[] without(byte[] type, int lineWithout, Found found) {
    ClassReader reader = new ClassReader(type);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(
                Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
              private int line;
              private int refusedAt;

              @Override
              public void visitLineNumber(int number, Label start) {
                line = number;
                super.visitLineNumber(number, start);
              }

              @Override
              public void visitMethodInsn(
                  int opcode, String owner, String method, String of, boolean isInterface) {
                super.visitMethodInsn(opcode, owner, method, of, isInterface);
                boolean refuses =
                    owner.equals(REFUSED) && method.equals("forbidden")
                        || owner.equals(DENIED) && method.equals("<init>");
                refusedAt = refuses ? line : 0;
              }

              @Override
              public void visitInsn(int opcode) {
                if (opcode == Opcodes.ATHROW && refusedAt > 0) {
                  found.at(refusedAt);
                  super.visitInsn(refusedAt == lineWithout ? Opcodes.POP : opcode);
                } else {
                  super.visitInsn(opcode);
                }
                refusedAt = 0;
              }
            };
          }
        },
        0);
    return writer.toByteArray();
  }
}
