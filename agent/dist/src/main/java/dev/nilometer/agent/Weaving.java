package dev.nilometer.agent;

import dev.nilometer.agent.options.AgentOption;
import dev.nilometer.agent.options.Options;
import dev.nilometer.agent.options.Setting;
import dev.nilometer.model.Diagnostics;
import dev.nilometer.weaving.Gate;
import dev.nilometer.weaving.Instrumentations;
import dev.nilometer.weaving.MethodPattern;
import dev.nilometer.weaving.Weaver;
import dev.nilometer.weaving.WeaverSettings;
import java.util.ArrayList;
import java.util.List;

/** Makes the weaver from the options. Static; on the main thread. */
final class Weaving {
    private Weaving() {}

    /** A weaver, not yet registered. */
    static Weaver of(Options options, Diagnostics log, Gate gate) {
        List<String> off = new ArrayList<>();
        for (Setting setting : options.family(AgentOption.INSTRUMENT_LIBRARY).values()) {
            String library = AgentOption.INSTRUMENT_LIBRARY.memberNamed(setting.key());
            if (!Instrumentations.libraries().contains(library)) {
                log.warn(setting.key() + ": there is no such library; there are " + Instrumentations.libraries());
            } else if (setting.text().equalsIgnoreCase("false")) {
                off.add(library);
            }
        }
        List<MethodPattern> methods = MethodPattern.parse(options.text(AgentOption.INSTRUMENT_METHODS), log);
        return new Weaver(WeaverSettings.of(off, methods), log, gate);
    }
}
