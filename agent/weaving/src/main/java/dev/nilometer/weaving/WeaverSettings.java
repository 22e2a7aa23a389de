package dev.nilometer.weaving;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What the weaver was told: which instrumentations are off, and which methods to time without an annotation. Immutable. */
public final class WeaverSettings {

    private final Set<String> switchedOff;
    private final List<MethodPattern> methods;

    private WeaverSettings(Set<String> switchedOff, List<MethodPattern> methods) {
        this.switchedOff = switchedOff;
        this.methods = methods;
    }

    /** Everything on, no method configured. */
    public static WeaverSettings defaults() {
        return new WeaverSettings(Set.of(), List.of());
    }

    /**
     * What the options say.
     *
     * @param switchedOff the libraries with {@code instrument.<library>.enabled=false}; names that do not exist do
     *     nothing, {@link Instrumentations#libraries()} has those that do
     * @param methods the option {@code instrument.methods}, from {@link MethodPattern#parse}
     */
    public static WeaverSettings of(Collection<String> switchedOff, List<MethodPattern> methods) {
        return new WeaverSettings(Set.copyOf(switchedOff), List.copyOf(methods));
    }

    /** True unless this instrumentation was switched off. */
    public boolean enabled(String library) {
        return !switchedOff.contains(library);
    }

    /** The methods to time without an annotation. */
    public List<MethodPattern> methods() {
        return methods;
    }

    @Override
    public String toString() {
        return "WeaverSettings{switchedOff=" + switchedOff + ", methods=" + methods + '}';
    }
}
