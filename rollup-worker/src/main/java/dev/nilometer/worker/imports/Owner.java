package dev.nilometer.worker.imports;

import dev.nilometer.model.CleanText;
import java.util.Comparator;

/** Whose a line is. Sorted, so that two imports register their names in one order. Immutable. */
record Owner(String service, String environment) implements Comparable<Owner> {
    /** As the database cuts them when an agent says hello. */
    private static final int LONGEST = 100;

    private static final Comparator<Owner> ORDER =
            Comparator.comparing(Owner::service).thenComparing(Owner::environment);

    /** The service and environment of a line; an environment that is not named is the agent's default. */
    static Owner of(Columns line) throws BadLine {
        String environment = line.text("environment").strip();
        return new Owner(
                CleanText.clean(line.required("service").strip(), LONGEST),
                environment.isEmpty() ? "default" : CleanText.clean(environment, LONGEST));
    }

    @Override
    public int compareTo(Owner other) {
        return ORDER.compare(this, other);
    }
}
