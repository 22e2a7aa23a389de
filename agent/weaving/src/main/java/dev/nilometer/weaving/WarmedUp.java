package dev.nilometer.weaving;

/** Is woven while the agent starts, and never loaded: one method for each kind of advice. */
@SuppressWarnings("unused")
final class WarmedUp {

    private WarmedUp() {}

    static void stage() {}

    static Object laterStage(Object result) {
        return result;
    }

    void execution() {}

    Object laterExecution(Object result) {
        return result;
    }
}
