package dev.nilometer.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.api.Timed;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class WeaverTest {

    private static final String NAME = Target.class.getName().replace('.', '/');

    @RegisterExtension
    final WovenTargets woven = new WovenTargets();

    private final ClassLoader application = new URLClassLoader(new URL[0]);

    static class Target implements Callable<Object> {
        @Override
        @Timed
        public Object call() {
            return 1;
        }
    }

    @Test
    void weavesAgainWhenAnotherAgentRedefines() {
        byte[] classFile = ConstantPoolScanTest.classFile(Target.class);

        byte[] first = woven.weaver().transform(application, NAME, null, null, classFile);
        byte[] second = woven.weaver().transform(application, NAME, Target.class, null, classFile);

        assertThat(first).isNotNull().isEqualTo(second).isNotEqualTo(classFile);
    }

    @Test
    void leavesAloneWhatItWoveBefore() {
        byte[] classFile = ConstantPoolScanTest.classFile(Target.class);
        byte[] once = woven.weaver().transform(application, NAME, null, null, classFile);

        assertThat(once).isNotNull();
        assertThat(woven.weaver().transform(application, NAME, Target.class, null, once))
                .isNull();
    }

    @Test
    void leavesAloneWhatIsNotTheApplications() {
        byte[] classFile = ConstantPoolScanTest.classFile(Target.class);
        Weaver weaver = woven.weaver();

        assertThat(weaver.transform(null, NAME, null, null, classFile)).isNull();
        assertThat(weaver.transform(Weaver.class.getClassLoader(), NAME, null, null, classFile))
                .isNull();
        assertThat(weaver.transform(ClassLoader.getPlatformClassLoader(), NAME, null, null, classFile))
                .isNull();
        assertThat(weaver.transform(application, null, null, null, classFile)).isNull();
        assertThat(weaver.transform(application, "jdk/proxy1/Target", null, null, classFile))
                .isNull();
        assertThat(weaver.transform(application, "a/Target$$SpringCGLIB$$0", null, null, classFile))
                .isNull();
        assertThat(weaver.transform(application, "a/Plain", null, null, ConstantPoolScanTest.classFile(getClass())))
                .isNull();
        assertThat(woven.report().wovenCount()).isZero();
    }

    @Test
    void namesAClassThatCameBeforeTheAgentWasReady() {
        Weaver weaver = new Weaver(WeaverSettings.of(List.of(), List.of()), woven, new Gate(1));

        assertThat(weaver.transform(application, NAME, null, null, ConstantPoolScanTest.classFile(Target.class)))
                .isNull();

        assertThat(weaver.report().refused())
                .singleElement()
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo("the agent was not ready in time"));
    }

    @Test
    void namesNoClassWhereTheAgentGaveUp() {
        Gate closed = new Gate();
        closed.close();
        Weaver weaver = new Weaver(WeaverSettings.of(List.of(), List.of()), woven, closed);

        assertThat(weaver.transform(application, NAME, null, null, ConstantPoolScanTest.classFile(Target.class)))
                .isNull();

        assertThat(weaver.report().refusedCount()).isZero();
    }

    @Test
    void weavesNothingThatIsSwitchedOff() {
        Weaver weaver = new Weaver(WeaverSettings.of(List.of("timed"), List.of()), woven);

        assertThat(weaver.transform(application, NAME, null, null, ConstantPoolScanTest.classFile(Target.class)))
                .isNull();
        assertThat(weaver.report().wovenCount()).isZero();
    }

    @Test
    void weavesClassFilesOfJava25() {
        byte[] classFile = withVersion(69);

        byte[] result = woven.weaver().transform(application, NAME, null, null, classFile);

        assertThat(result).isNotNull();
        assertThat(result[7]).as("keeps its version").isEqualTo((byte) 69);
    }

    @Test
    void keepsTheBytesOfAClassFileThatIsTooNew() {
        byte[] result = woven.weaver().transform(application, NAME, null, null, withVersion(120));

        assertThat(result).isNull();
        assertRefused(Target.class.getName());
    }

    @Test
    void keepsTheBytesOfABrokenClassFile() {
        byte[] whole = ConstantPoolScanTest.classFile(Target.class);

        byte[] result =
                woven.weaver().transform(application, NAME, null, null, Arrays.copyOf(whole, whole.length - 60));

        assertThat(result).isNull();
        assertRefused(Target.class.getName());
    }

    @Test
    void keepsTheBytesOfAMethodThatWouldGrowTooLarge() throws Exception {
        byte[] huge = hugeMethod();

        Class<?> type = woven.loader().define("a.Huge", huge);

        assertThat(type.getDeclaredMethod("huge").invoke(null)).isNull();
        assertRefused("a.Huge");
    }

    @Test
    void saysInOneSentenceWhatItCouldNotWeave() throws Exception {
        woven.loader().define("a.Huge", hugeMethod());

        assertThat(woven.sentences())
                .singleElement()
                .asString()
                .contains("a.Huge")
                .doesNotContain("\n");
    }

    @Test
    void loadsByteBuddyForAHitOnly() throws Exception {
        try (URLClassLoader without = new URLClassLoader(withoutByteBuddy(), ClassLoader.getPlatformClassLoader())) {
            Class<?> probe = without.loadClass(WithoutByteBuddy.class.getName());
            var method = probe.getDeclaredMethod("weave", byte[].class, byte[].class);
            method.setAccessible(true);

            assertThat((String) method.invoke(
                            null,
                            ConstantPoolScanTest.classFile(NamePatternTest.class),
                            ConstantPoolScanTest.classFile(Target.class)))
                    .contains("net/bytebuddy");
        }
    }

    /** Runs where Byte Buddy is not on the class path. */
    static final class WithoutByteBuddy {
        private WithoutByteBuddy() {}

        /** Weaves one class without a hit, then one with; what became of the second. */
        static String weave(byte[] miss, byte[] hit) {
            List<MethodPattern> methods = MethodPattern.parse("a.B#c", new Silence());
            Weaver weaver = new Weaver(WeaverSettings.of(List.of(), methods), new Silence());
            ClassLoader application = new URLClassLoader(new URL[0]);
            if (weaver.transform(application, "a/Miss", null, null, miss) != null
                    || !weaver.report().refused().isEmpty()) {
                return "a class without a hit was touched";
            }
            weaver.transform(application, "a/Hit", null, null, hit);
            return weaver.report().refused().toString();
        }
    }

    /** Says nothing, and knows nothing of JUnit. */
    static final class Silence implements dev.nilometer.model.Diagnostics {
        @Override
        public void warn(String sentence) {}

        @Override
        public void info(String sentence) {}

        @Override
        public void debug(String sentence) {}
    }

    private static URL[] withoutByteBuddy() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.contains("byte-buddy")) {
                urls.add(new File(entry).toURI().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }

    private void assertRefused(String className) {
        assertThat(woven.report().woven()).isEmpty();
        assertThat(woven.report().refused()).singleElement().satisfies(refused -> {
            assertThat(refused.className()).isEqualTo(className);
            assertThat(refused.member()).isEmpty();
            assertThat(refused.reason()).isNotBlank();
        });
    }

    private static byte[] withVersion(int major) {
        byte[] classFile = ConstantPoolScanTest.classFile(Target.class);
        classFile[7] = (byte) major;
        return classFile;
    }

    /** A valid method a few bytes short of the JVM's limit of 65,535. */
    private static byte[] hugeMethod() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V11, Opcodes.ACC_PUBLIC, "a/Huge", null, "java/lang/Object", null);
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "huge", "()V", null, null);
        method.visitAnnotation("Ldev/nilometer/api/Timed;", true).visitEnd();
        method.visitCode();
        for (int i = 0; i < 65_520; i++) {
            method.visitInsn(Opcodes.NOP);
        }
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    @Test
    void adviceHasNoInvokeDynamic() {
        for (String advice : List.of(
                "advice.Stages$StageAdvice",
                "advice.Stages$CompletedStageAdvice",
                "advice.Executions$ExecutionAdvice",
                "advice.Executions$CompletedExecutionAdvice",
                "instrumentation.facade.FacadeInstrumentation$AnswerAdvice")) {
            assertThat(dynamicCalls("dev.nilometer.weaving." + advice))
                    .as(advice)
                    .isZero();
        }
    }

    private static int dynamicCalls(String className) {
        int[] calls = {0};
        byte[] classFile;
        try {
            classFile =
                    ConstantPoolScanTest.classFile(Class.forName(className, false, WeaverTest.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] thrown) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitInvokeDynamicInsn(
                                            String name,
                                            String descriptor,
                                            net.bytebuddy.jar.asm.Handle bootstrap,
                                            Object... arguments) {
                                        calls[0]++;
                                    }
                                };
                            }
                        },
                        0);
        return calls[0];
    }
}
