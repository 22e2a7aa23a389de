package dev.nilometer.libraries;

import dev.nilometer.api.Actor;
import dev.nilometer.api.ItemId;
import dev.nilometer.api.Timed;
import java.io.Serializable;

/** What the application is there for: an actor with one stage. Serializable, so that an added member would show. */
class Work implements Serializable {
    private String lastTrace = "";

    void doIt(int calls) {
        for (int i = 0; i < calls; i++) {
            handle("item-" + i, i);
        }
    }

    @Actor("worker")
    int handle(@ItemId String item, int number) {
        return step(number) + item.length();
    }

    @Timed(stage = "step")
    private int step(int number) {
        if (number == 0) {
            lastTrace = trace();
        }
        return number * 31;
    }

    /** How the stack looked from inside the measured methods, the last time. */
    String lastTrace() {
        return lastTrace;
    }

    private static String trace() {
        StringBuilder frames = new StringBuilder();
        for (StackTraceElement frame : new Throwable().getStackTrace()) {
            frames.append(frame).append(" < ");
        }
        return frames.toString();
    }
}
