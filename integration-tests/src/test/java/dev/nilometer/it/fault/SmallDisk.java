package dev.nilometer.it.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A tmpfs of a few MiB, mounted where root allows it; it can be full, and read-only. One test thread; close it. */
final class SmallDisk implements AutoCloseable {
    private final Path folder;
    private final boolean there;

    private SmallDisk(Path folder, boolean there) {
        this.folder = folder;
        this.there = there;
    }

    /** Mounted below this folder; where that is not allowed, one that is not there. */
    static SmallDisk mounted(Path below, int mebibytes) throws IOException, InterruptedException {
        Path folder = Files.createDirectory(below.resolve("small"));
        boolean there = runs("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString());
        if (!there) {
            System.out.println("SKIPPED: no right to mount a disk of its own, run as root on Linux");
        }
        return new SmallDisk(folder, there);
    }

    boolean isThere() {
        return there;
    }

    Path folder() {
        return folder;
    }

    /** Takes all the space that is left. */
    void fill() throws IOException {
        Path filler = folder.resolve("filler");
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
        Files.delete(folder.resolve("filler"));
    }

    /** True when it now takes no writes; a file that is open for writing forbids that. */
    boolean becomeReadOnly() throws InterruptedException {
        return runs("mount", "-o", "remount,ro", folder.toString());
    }

    void becomeWritable() throws InterruptedException {
        runs("mount", "-o", "remount,rw", folder.toString());
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (there) {
            runs("umount", "-l", folder.toString());
        }
    }
}
