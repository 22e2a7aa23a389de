package dev.nilometer.agent;

import dev.nilometer.model.Diagnostics;

/** Which modules of the JDK this host has: a modular application or a trimmed image may lack some. Static. */
final class HostModules {
    private HostModules() {}

    /** True when the module is there; else one line says what is missing and how to get it. */
    static boolean has(String module, String without, Diagnostics log) {
        boolean there = ModuleLayer.boot().findModule(module).isPresent();
        if (!there) {
            log.warn("this JVM runs without the module " + module + ": " + without + "; --add-modules " + module
                    + " brings it");
        }
        return there;
    }
}
