package dev.nilometer.it.host;

import dev.nilometer.api.Timed;

/**
 * Recurses to the end of the stack, every tenth call through a timed method, and prints the greatest depth of many
 * rounds, the class of what was thrown, and whether frames of others were among its topmost.
 */
public final class Deep {
    private static final int ROUNDS = 20;
    private static final int EVERY = 10;
    private static final int TOPMOST = 50;

    private static int depth;

    private Deep() {}

    /** See the class. */
    public static void main(String[] arguments) throws InterruptedException {
        Thread thread = new Thread(null, Deep::measure, "deep", 1 << 20);
        thread.start();
        thread.join();
    }

    private static void measure() {
        int greatest = 0;
        int foreign = 0;
        String thrown = "";
        for (int round = 0; round < ROUNDS; round++) {
            depth = 0;
            try {
                plain(0);
            } catch (Throwable e) {
                thrown = e.getClass().getName();
                foreign += foreignFrames(e);
            }
            greatest = Math.max(greatest, depth);
        }
        System.out.println("depth " + greatest);
        System.out.println("thrown " + thrown);
        System.out.println("foreign " + foreign);
    }

    private static int foreignFrames(Throwable thrown) {
        StackTraceElement[] frames = thrown.getStackTrace();
        int foreign = 0;
        for (int i = 0; i < Math.min(TOPMOST, frames.length); i++) {
            foreign += frames[i].getClassName().equals(Deep.class.getName()) ? 0 : 1;
        }
        return foreign;
    }

    private static int plain(int level) {
        if (level > depth) {
            depth = level;
        }
        return 1 + (level % EVERY == 0 ? timed(level + 1) : plain(level + 1));
    }

    @Timed(stage = "deep")
    static int timed(int level) {
        return 1 + plain(level + 1);
    }
}
