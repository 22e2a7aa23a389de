package dev.nilometer.agent;

import java.io.IOException;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The agent's version, as its jar's manifest says. Static. */
final class Version {
    private Version() {}

    /** The version, or "unknown". */
    static String of(JarFile jar) {
        try {
            Manifest manifest = jar.getManifest();
            String version =
                    manifest == null ? null : manifest.getMainAttributes().getValue("Implementation-Version");
            return version == null ? "unknown" : version;
        } catch (IOException unreadable) {
            return "unknown";
        }
    }
}
