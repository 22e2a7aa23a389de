package dev.nilometer.it.run;

import dev.nilometer.it.Mount;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** A small file system of its own that can be frozen: every write to it then waits. Needs root and loop devices. */
final class FrozenDisk implements AutoCloseable {
    private static final long BYTES = 32 << 20;

    private final Mount mount;
    private boolean frozen;

    private FrozenDisk(Mount mount) {
        this.mount = mount;
    }

    /** Mounted below this folder; where that is not allowed, one that is not there. */
    static FrozenDisk mounted(Path below) throws IOException {
        Path image = below.resolve("disk.img");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(BYTES);
        }
        Mount.runs("mkfs.ext4", "-q", "-F", image.toString()); // else there is nothing to mount
        return new FrozenDisk(Mount.on(below.resolve("disk"), "-o", "loop", image.toString()));
    }

    boolean isThere() {
        return mount.isThere();
    }

    Path folder() {
        return mount.folder();
    }

    void freeze() throws IOException {
        frozen = true;
        run("fsfreeze", "--freeze", folder().toString());
    }

    void thaw() throws IOException {
        if (frozen) {
            frozen = false;
            run("fsfreeze", "--unfreeze", folder().toString());
        }
    }

    private static void run(String... command) throws IOException {
        if (!Mount.runs(command)) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }

    @Override
    public void close() throws IOException {
        thaw();
        mount.close();
    }
}
