package dev.nilometer.weaving.advice;

import dev.nilometer.weaving.outline.MethodOutline;
import java.util.Set;

/**
 * Tells from its declared type whether a result may be a {@code CompletionStage}.
 *
 * <p>By name alone: looking up the type's supertypes would ask the application's loader. So a type of the application's
 * counts as "may be", at the cost of one instanceof a call; a type of the JDK's is known.
 */
final class Results {

    private static final Set<String> FROM_THE_JDK = Set.of(
            "Ljava/lang/Object;",
            "Ljava/util/concurrent/CompletionStage;",
            "Ljava/util/concurrent/CompletableFuture;",
            "Ljava/util/concurrent/Future;");

    private Results() {}

    static boolean mayCompleteLater(MethodOutline method) {
        String type = method.returnDescriptor();
        if (type.startsWith("Ljava/")) {
            return FROM_THE_JDK.contains(type);
        }
        return type.startsWith("L");
    }
}
