package second;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Another agent: keeps the class files of the application that it is shown, and hands its powers to the host program. */
public final class SecondAgent {
    /** What the JVM lets this agent do. */
    public static volatile Instrumentation instrumentation;

    /** The class files as this agent saw them last, by internal name. */
    public static final Map<String, byte[]> SEEN = new ConcurrentHashMap<>();

    private SecondAgent() {}

    /** Called by the JVM. */
    public static void premain(String argument, Instrumentation given) {
        instrumentation = given;
        given.addTransformer(
                new ClassFileTransformer() {
                    @Override
                    public byte[] transform(
                            ClassLoader loader, String name, Class<?> again, ProtectionDomain domain, byte[] classFile) {
                        if (name == null || !name.startsWith("app/")) {
                            return null;
                        }
                        SEEN.put(name, classFile.clone());
                        return classFile.clone(); // as if it had changed something
                    }
                },
                true);
    }
}
