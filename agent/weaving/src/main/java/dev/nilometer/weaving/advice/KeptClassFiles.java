package dev.nilometer.weaving.advice;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.jspecify.annotations.Nullable;

/** Class files that are read once and kept: a dozen templates of 1 KB, each used for every method it is woven into. */
final class KeptClassFiles implements ClassFileLocator {

    private final ClassFileLocator source;
    private final Map<String, Resolution> kept = new ConcurrentHashMap<>();

    KeptClassFiles(ClassFileLocator source) {
        this.source = source;
    }

    @Override
    public Resolution locate(String typeName) throws IOException {
        @Nullable Resolution resolution = kept.get(typeName);
        if (resolution == null) {
            resolution = source.locate(typeName);
            kept.put(typeName, resolution);
        }
        return resolution;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
