package dev.nilometer.model.planted;

import dev.nilometer.core.planted.NosyCore;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** A model that knows a room above it, and JDBC. */
public final class StoringModel {

    /** The planted dependencies. */
    public @Nullable Connection connection(NosyCore core) {
        return null;
    }
}
