package dev.nilometer.agent.options;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The resolved options: one winner each, every text known to be right. Immutable, safe from every thread. */
public final class Options {
    private final Map<AgentOption, Setting> settings;
    private final Map<AgentOption, Map<String, Setting>> families;
    private final List<String> complaints;
    private final String host;

    Options(
            EnumMap<AgentOption, Setting> settings,
            EnumMap<AgentOption, Map<String, Setting>> families,
            List<String> complaints,
            String host) {
        this.settings = settings;
        this.families = families;
        this.host = host;
        this.complaints = Collections.unmodifiableList(complaints);
    }

    /** Agent argument over system property over environment over file over default. Never throws. */
    public static Options resolve(String argument, Properties properties, Map<String, String> environment) {
        OptionReader reader = new OptionReader();
        reader.readArgument(argument);
        reader.readProperties(properties);
        reader.readEnvironment(environment);
        reader.readFile();
        WorkedOutDefaults workedOut = new WorkedOutDefaults(properties, environment);
        reader.fillIn(workedOut);
        return reader.done(workedOut.host());
    }

    /** One sentence for each key or value that was refused; never with a secret's value. */
    public List<String> complaints() {
        return complaints;
    }

    /** The winner for an option that is no family. */
    public Setting setting(AgentOption option) {
        Setting setting = settings.get(option);
        if (setting == null) {
            throw new IllegalArgumentException(option + " is a family");
        }
        return setting;
    }

    /** All winners, in the order of the enum, members of a family by name. */
    public List<Setting> all() {
        List<Setting> all = new ArrayList<>();
        for (AgentOption option : AgentOption.values()) {
            if (option.isFamily()) {
                all.addAll(family(option).values());
            } else {
                all.add(setting(option));
            }
        }
        return all;
    }

    /** The members that were set, by the name that the user chose. */
    public Map<String, Setting> family(AgentOption option) {
        Map<String, Setting> members = families.get(option);
        return members == null ? new TreeMap<>() : Collections.unmodifiableMap(members);
    }

    /** The name of this machine, as the environment or the kernel says. */
    public String host() {
        return host;
    }

    /** The text; empty when there is none. */
    public String text(AgentOption option) {
        return setting(option).text();
    }

    /** A switch. */
    public boolean bool(AgentOption option) {
        return Amounts.bool(text(option));
    }

    /** A count, port, size in bytes or rate; an unlimited rate is {@link Long#MAX_VALUE}. */
    public long amount(AgentOption option) {
        return option.type().amount(text(option));
    }

    /** A duration. */
    public Duration duration(AgentOption option) {
        return Duration.ofNanos(amount(option));
    }

    /** A number from 0 to 1. */
    public double fraction(AgentOption option) {
        return Double.parseDouble(text(option));
    }

    /** Growing numbers. */
    public double[] numbers(AgentOption option) {
        return Amounts.growing(text(option));
    }

    /** The two numbers of one price. */
    public double[] pair(Setting price) {
        return Amounts.pair(price.text());
    }

    /** How much to say. */
    public Level level() {
        return Level.of(text(AgentOption.LOG_LEVEL));
    }

    /** The parts between commas, trimmed, empty ones left out; commas inside braces belong to their part. */
    public List<String> list(AgentOption option) {
        String text = text(option);
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ',' : text.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (i == text.length() || (c == ',' && depth <= 0)) {
                String part = text.substring(from, i).trim();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                from = i + 1;
            }
        }
        return parts;
    }
}
