package dev.nilometer.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A file system of a test's own, mounted where root allows it. One test thread; close it. */
public final class Mount implements AutoCloseable {
    private final Path folder;
    private final boolean there;

    private Mount(Path folder, boolean there) {
        this.folder = folder;
        this.there = there;
    }

    /** Mounted on this folder, which is made, with these arguments; where that is not allowed, one that is not there. */
    public static Mount on(Path folder, String... arguments) throws IOException {
        Files.createDirectory(folder);
        List<String> command = new ArrayList<>(List.of("mount"));
        command.addAll(List.of(arguments));
        command.add(folder.toString());
        boolean there = runs(command.toArray(new String[0]));
        if (!there) {
            System.out.println("SKIPPED: no right to mount a disk of its own, run as root on Linux");
        }
        return new Mount(folder, there);
    }

    public boolean isThere() {
        return there;
    }

    public Path folder() {
        return folder;
    }

    /** True when this command ended with 0 within 30 s; false where there is no such command. */
    public static boolean runs(String... command) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException noSuchCommand) {
            return false;
        }
        try {
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** A lazy unmount: a process that still waits for the disk keeps nobody here. */
    @Override
    public void close() throws IOException {
        if (there && !runs("umount", "-l", folder.toString())) {
            throw new IOException("umount " + folder + " failed");
        }
    }
}
