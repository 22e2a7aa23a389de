package dev.nilometer.it.fault;

import dev.nilometer.it.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A tmpfs of a few MiB, mounted where root allows it; it can be full, and read-only. One test thread; close it. */
final class SmallDisk implements AutoCloseable {
    private final Mount mount;

    private SmallDisk(Mount mount) {
        this.mount = mount;
    }

    /** Mounted below this folder; where that is not allowed, one that is not there. */
    static SmallDisk mounted(Path below, int mebibytes) throws IOException {
        return new SmallDisk(Mount.on(below.resolve("small"), "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs"));
    }

    boolean isThere() {
        return mount.isThere();
    }

    Path folder() {
        return mount.folder();
    }

    /** Takes all the space that is left. */
    void fill() throws IOException {
        Path filler = folder().resolve("filler");
        byte[] block = new byte[1 << 12];
        try (var out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            // that was the point
        }
    }

    void free() throws IOException {
        Files.delete(folder().resolve("filler"));
    }

    /** True when it now takes no writes; a file that is open for writing forbids that. */
    boolean becomeReadOnly() throws IOException {
        return Mount.runs("mount", "-o", "remount,ro", folder().toString());
    }

    void becomeWritable() throws IOException {
        Mount.runs("mount", "-o", "remount,rw", folder().toString());
    }

    @Override
    public void close() throws IOException {
        mount.close();
    }
}
