package dev.nilometer.agent;

/** Which modules of the JDK this host has: a modular application or a trimmed image may lack some. Static. */
final class HostModules {
    private HostModules() {}

    /** True when the module is there. */
    static boolean has(String module) {
        return ModuleLayer.boot().findModule(module).isPresent();
    }

    /** The sentence for one that is not. */
    static String missing(String module) {
        return "this JVM runs without the module " + module + ", --add-modules " + module + " brings it";
    }
}
