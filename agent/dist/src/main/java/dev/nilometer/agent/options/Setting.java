package dev.nilometer.agent.options;

/** One option's winner: its full key, its text, and where that came from. Immutable; {@code toString} hides secrets. */
public final class Setting {
    private static final String HIDDEN = "********";

    private final AgentOption option;
    private final String key;
    private final String text;
    private final Source source;

    Setting(AgentOption option, String key, String text, Source source) {
        this.option = option;
        this.key = key;
        this.text = text;
        this.source = source;
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
        return safe.replaceAll("//[^/@?]*@", "//" + HIDDEN + "@");
    }
}
