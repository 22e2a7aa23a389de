package dev.nilometer.worker.retention;

import java.time.LocalDate;
import java.util.List;

/** A day that is not wholly in history: it stays. The message says which hours do not agree. */
final class Unproven extends RuntimeException {
    private static final int SHOWN = 3;

    Unproven(LocalDate day, List<String> problems) {
        super("day " + day + " stays, because it is not proven rolled up: "
                + String.join("; ", problems.subList(0, Math.min(SHOWN, problems.size())))
                + (problems.size() > SHOWN ? "; and " + (problems.size() - SHOWN) + " hours more" : ""));
    }
}
