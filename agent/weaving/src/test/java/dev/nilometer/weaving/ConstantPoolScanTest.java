package dev.nilometer.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nilometer.api.Timed;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

final class ConstantPoolScanTest {

    private static final String TIMED = "Ldev/nilometer/api/Timed;";

    @Test
    void hitsAClassWithTheAnnotation() {
        assertThat(new ConstantPoolScan(List.of(TIMED)).hits(classFile(Annotated.class)))
                .isTrue();
    }

    @Test
    void passesAClassWithoutIt() {
        ConstantPoolScan scan = new ConstantPoolScan(List.of(TIMED));

        assertThat(scan.hits(classFile(String.class))).isFalse();
        assertThat(scan.hits(classFile(ConcurrentHashMap.class))).isFalse();
    }

    @Test
    void comparesWholeNames() {
        byte[] classFile = classFile(Annotated.class);

        assertThat(new ConstantPoolScan(List.of("Ldev/nilometer/api/Time;")).hits(classFile))
                .isFalse();
        assertThat(new ConstantPoolScan(List.of("Ldev/nilometer/api/Timed")).hits(classFile))
                .isFalse();
        assertThat(new ConstantPoolScan(List.of()).hits(classFile)).isFalse();
    }

    @Test
    void neverFailsOnBrokenClassFiles() {
        ConstantPoolScan scan = new ConstantPoolScan(List.of(TIMED));
        byte[] whole = classFile(Annotated.class);
        Random random = new Random(7);

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            scan.hits(cut);
            random.nextBytes(cut);
            scan.hits(cut);
        }
    }

    /** The oracle reads every constant with the JDK's own DataInput; classes from Java 1.1 to 17, of a real library. */
    @Test
    void findsEveryNameThatIsThereAndNoOther() throws IOException {
        String jar = org.assertj.core.api.Assertions.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        int classes = 0;
        try (ZipFile zip = new ZipFile(jar)) {
            for (var entry :
                    zip.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
                byte[] classFile = zip.getInputStream(entry).readAllBytes();
                Set<String> utf8 = utf8(classFile);
                for (String name :
                        List.of("Ljava/lang/String;", "Code", "Ljava/util/List;", "Deprecated", "<clinit>")) {
                    assertThat(new ConstantPoolScan(List.of(name, "nowhere")).hits(classFile))
                            .as("%s in %s", name, entry)
                            .isEqualTo(utf8.contains(name));
                }
                classes++;
            }
        }
        assertThat(classes).isGreaterThan(500);
    }

    private static Set<String> utf8(byte[] classFile) throws IOException {
        Set<String> found = new HashSet<>();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        in.skipBytes(8);
        int entries = in.readUnsignedShort();
        for (int entry = 1; entry < entries; entry++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> found.add(in.readUTF());
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipBytes(4);
                case 5, 6 -> {
                    in.skipBytes(8);
                    entry++;
                }
                case 7, 8, 16, 19, 20 -> in.skipBytes(2);
                case 15 -> in.skipBytes(3);
                default -> throw new AssertionError(tag);
            }
        }
        return found;
    }

    static byte[] classFile(Class<?> type) {
        try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static final class Annotated {
        @Timed
        long work(double a) {
            return (long) (a * 12345678901L) + (long) 1.5e300;
        }
    }
}
