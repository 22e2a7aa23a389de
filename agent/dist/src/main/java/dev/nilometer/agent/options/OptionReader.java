package dev.nilometer.agent.options;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Gathers options from their sources, which must be read strongest first: what is there already stays. A wrong value
 * keeps the default in place, so that a weaker source does not win by another's mistake. One thread.
 */
final class OptionReader {
    private static final String PREFIX = "nilometer.";
    private static final String VARIABLE_PREFIX = "NILOMETER_";

    /** The worker's command line reads these from the same environment. */
    private static final List<String> WORKERS_OWN = Arrays.asList(
            ("connections debug time_zone agent_role reader_role print_sql from to dry_run archive rows_days"
                            + " executions_days hour_days day_days week_days host port token_file rollup_cron"
                            + " nightly_cron spool json user yes")
                    .split(" "));

    private final EnumMap<AgentOption, Setting> settings = new EnumMap<>(AgentOption.class);
    private final EnumMap<AgentOption, Map<String, Setting>> families = new EnumMap<>(AgentOption.class);
    private final List<String> complaints = new ArrayList<>();

    /** {@code key=value;key=value}; of a key given twice the last counts. */
    void readArgument(String argument) {
        Map<String, String> entries = new LinkedHashMap<>();
        String before = "";
        for (String entry : argument.split(";")) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                before = entry.substring(0, equals).trim();
                entries.put(before, entry.substring(equals + 1));
            } else if (!entry.trim().isEmpty()) {
                complain("agent argument: " + strayText(entry.trim(), before) + " is not key=value; it is ignored");
            }
        }
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            offer(withoutPrefix(entry.getKey()), entry.getValue(), Source.ARGUMENT);
        }
    }

    /** What stands after a password may be the rest of it: one with a semicolon in it. */
    private static String strayText(String entry, String keyBefore) {
        boolean secret = keyBefore.toLowerCase(Locale.ROOT).contains("password");
        return secret ? "what follows " + Setting.shortened(keyBefore) : "`" + Setting.shortened(entry) + "`";
    }

    /** Those that begin with the prefix. */
    void readProperties(Properties properties) {
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                offer(withoutPrefix(name), properties.getProperty(name), Source.SYSTEM_PROPERTY);
            }
        }
    }

    /** Variables {@code NILOMETER_DB_URL}; names that a user chose come in lower case. */
    void readEnvironment(Map<String, String> environment) {
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            if (variable.getKey().startsWith(VARIABLE_PREFIX)) {
                String name =
                        variable.getKey().substring(VARIABLE_PREFIX.length()).toLowerCase(Locale.ROOT);
                if (!WORKERS_OWN.contains(name)) {
                    offer(keyOfVariable(name), variable.getValue(), Source.ENVIRONMENT);
                }
            }
        }
    }

    /** The file that an earlier source named; a missing one is one complaint. */
    void readFile() {
        Setting file = settings.get(AgentOption.CONFIG);
        if (file == null || file.text().isEmpty()) {
            return;
        }
        Properties entries;
        try {
            entries = OptionFile.read(file.text());
        } catch (IOException | IllegalArgumentException unreadable) {
            complain("config cannot be read, it is ignored: " + Setting.shortened("" + unreadable.getMessage()));
            return;
        }
        for (String name : entries.stringPropertyNames()) {
            offer(withoutPrefix(name), entries.getProperty(name), Source.FILE);
        }
    }

    /** Gives every option that nobody set its default. */
    void fillIn(WorkedOutDefaults workedOut) {
        for (AgentOption option : AgentOption.values()) {
            if (!option.isFamily() && isUnset(option)) {
                Setting given = settings.get(option);
                Setting byDefault = workedOut.of(option);
                settings.put(option, given == null ? byDefault : byDefault.over(given.beaten()));
            }
        }
    }

    Options done(String host) {
        return new Options(settings, families, complaints, host);
    }

    /** Unset or set to nothing: an empty variable is how many deployments say "not given". */
    private boolean isUnset(AgentOption option) {
        Setting setting = settings.get(option);
        return setting == null
                || setting.source() == Source.DEFAULT
                || setting.text().isEmpty();
    }

    private void offer(String key, String rawText, Source source) {
        String text = rawText.trim();
        for (AgentOption option : AgentOption.values()) {
            if (option.key().equals(key)) {
                if (text.isEmpty()) {
                    return; // given as nothing is not given
                }
                Setting stronger = settings.get(option);
                settings.put(
                        option,
                        stronger == null
                                ? checked(option, key, text, source)
                                : stronger.over(Collections.singletonList(source)));
                return;
            }
        }
        offerToFamilies(key, text, source);
    }

    private void offerToFamilies(String key, String text, Source source) {
        for (AgentOption option : AgentOption.values()) {
            String name = option.isFamily() ? option.memberNamed(key) : "";
            if (!name.isEmpty()) {
                offerToMember(option, name, key, text, source);
                return;
            }
        }
        complain(source.words() + ": there is no option `" + Setting.shortened(key) + "`; the nearest is `"
                + NearestKey.to(key) + "`");
    }

    private void offerToMember(AgentOption option, String name, String key, String text, Source source) {
        Map<String, Setting> members = families.get(option);
        if (members == null) {
            members = new TreeMap<>();
            families.put(option, members);
        }
        Setting stronger = members.get(name);
        if (stronger != null) {
            members.put(name, stronger.over(Collections.singletonList(source)));
            return;
        }
        Setting setting = checked(option, key, text, source);
        if (!setting.text().isEmpty()) {
            members.put(name, setting);
        }
    }

    /** The setting as offered, or the default when the text is wrong. */
    private Setting checked(AgentOption option, String key, String text, Source source) {
        try {
            if (!text.isEmpty()) {
                option.check(text);
            }
            return new Setting(option, key, text, source);
        } catch (IllegalArgumentException wrong) {
            String shown = Setting.ofRefused(option.type(), text);
            complain(source.words() + ": " + Setting.shortened(key) + ": " + shown + " is not " + option.expectation()
                    + "; " + (option.defaultText().isEmpty() ? "it is ignored" : option.defaultText() + " is used"));
            Setting standing = new Setting(option, key, option.defaultText(), Source.DEFAULT);
            return standing.over(Collections.singletonList(source));
        }
    }

    private void complain(String sentence) {
        complaints.add(sentence);
    }

    private static String withoutPrefix(String key) {
        return key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : key;
    }

    /** The key that a variable's name, in lower case, stands for; with dots when there is none. */
    private static String keyOfVariable(String name) {
        for (AgentOption option : AgentOption.values()) {
            if (underscored(option.key()).equals(name)) {
                return option.key();
            }
        }
        for (AgentOption option : AgentOption.values()) {
            if (option.isFamily()) {
                String head = option.key().substring(0, option.key().indexOf('<'));
                String tail = option.key().substring(option.key().indexOf('>') + 1);
                if (name.startsWith(underscored(head)) && name.endsWith(underscored(tail))) {
                    int end = name.length() - tail.length();
                    return end <= head.length() ? name : head + name.substring(head.length(), end) + tail;
                }
            }
        }
        return name.replace('_', '.');
    }

    private static String underscored(String key) {
        return key.replace('.', '_').replace('-', '_');
    }
}
