package dev.nilometer.agent.options;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One option's winner: its full key, its text, and where that came from. Immutable; {@code toString} hides secrets. */
public final class Setting {
    private static final String HIDDEN = "********";
    private static final int LONGEST = 120;

    private final AgentOption option;
    private final String key;
    private final String text;
    private final Source source;
    private final List<Source> beaten;

    Setting(AgentOption option, String key, String text, Source source) {
        this(option, key, text, source, Collections.<Source>emptyList());
    }

    private Setting(AgentOption option, String key, String text, Source source, List<Source> beaten) {
        this.option = option;
        this.key = key;
        this.text = text;
        this.source = source;
        this.beaten = beaten;
    }

    /** The same winner, with what else named the option added. */
    Setting over(List<Source> others) {
        List<Source> all = new ArrayList<>(beaten);
        for (Source other : others) {
            if (!all.contains(other)) {
                all.add(other);
            }
        }
        return new Setting(option, key, text, source, Collections.unmodifiableList(all));
    }

    /** The option; of a family, the one all its members share. */
    public AgentOption option() {
        return option;
    }

    /** Without the prefix; of a family, with the chosen name. */
    public String key() {
        return key;
    }

    /** As written. May be a secret. */
    public String text() {
        return text;
    }

    /** What may be shown: secrets are stars, passwords inside URLs too. */
    public String shown() {
        if (option.type().isSecret()) {
            return text.isEmpty() ? "" : HIDDEN;
        }
        return withoutPasswords(text);
    }

    /** Where it came from. */
    public Source source() {
        return source;
    }

    /** Which sources named the option too and do not count: weaker ones, and those whose text was refused. */
    public List<Source> beaten() {
        return beaten;
    }

    @Override
    public String toString() {
        return key + "=" + shown() + " (" + source.words() + ")";
    }

    /** A URL without what follows {@code password=} and the like, and without user information before an {@code @}. */
    static String withoutPasswords(String text) {
        int slashes = text.indexOf("://");
        if (slashes < 0 && !text.startsWith("jdbc:")) {
            return text;
        }
        String safe = text.replaceAll("(?i)([?&;][^=&;]*password[^=&;]*=)[^&;]*", "$1" + HIDDEN);
        return safe.replaceAll("//[^?]*@", "//" + HIDDEN + "@");
    }

    /** What may be said of a text that was refused: of what should have been a URL, only one that looks like one. */
    static String ofRefused(OptionType type, String text) {
        boolean url = type == OptionType.URL || type == OptionType.CHECK;
        if (type.isSecret() || (url && !text.contains("://"))) {
            return "the value";
        }
        return "`" + shortened(withoutPasswords(text)) + "`";
    }

    /** A text as one line can hold it: a value may be as long as a command line. */
    static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "… (" + text.length() + " characters)";
    }
}
