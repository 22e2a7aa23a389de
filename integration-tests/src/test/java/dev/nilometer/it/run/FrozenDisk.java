package dev.nilometer.it.run;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A small file system of its own that can be frozen: every write to it then waits. Needs root and loop devices. */
final class FrozenDisk implements AutoCloseable {
    private static final long BYTES = 32 << 20;

    private final Path folder;
    private final boolean there;
    private boolean frozen;

    private FrozenDisk(Path folder, boolean there) {
        this.folder = folder;
        this.there = there;
    }

    /** Mounted below this folder; where that is not allowed, one that is not there. */
    static FrozenDisk mounted(Path below) throws IOException, InterruptedException {
        Path image = below.resolve("disk.img");
        Path folder = Files.createDirectory(below.resolve("disk"));
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(BYTES);
        }
        boolean there = runs("mkfs.ext4", "-q", "-F", image.toString())
                && runs("mount", "-o", "loop", image.toString(), folder.toString());
        if (!there) {
            System.out.println("SKIPPED: no right to mount a disk of its own, run as root on Linux");
        }
        return new FrozenDisk(folder, there);
    }

    boolean isThere() {
        return there;
    }

    Path folder() {
        return folder;
    }

    void freeze() throws IOException {
        frozen = true;
        run("fsfreeze", "--freeze", folder.toString());
    }

    void thaw() throws IOException {
        if (frozen) {
            frozen = false;
            run("fsfreeze", "--unfreeze", folder.toString());
        }
    }

    private static void run(String... command) throws IOException {
        try {
            if (!runs(command)) {
                throw new IOException(String.join(" ", command) + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
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

    /** A lazy unmount: a process that still waits for the disk keeps nobody here. */
    @Override
    public void close() throws IOException {
        thaw();
        if (there) {
            run("umount", "-l", folder.toString());
        }
    }
}
