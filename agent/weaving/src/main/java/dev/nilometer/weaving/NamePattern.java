package dev.nilometer.weaving;

/**
 * A dotted name with stars: {@code *} stands for any run of characters within one part of the name, {@code **} for any
 * run at all, dots included.
 *
 * <p>Compares in place, so that asking allocates nothing; a slash in what is compared counts as a dot. Immutable.
 */
public final class NamePattern {

    private final String pattern;
    private final int literalLength;

    private NamePattern(String pattern) {
        this.pattern = pattern;
        int star = pattern.indexOf('*');
        this.literalLength = star < 0 ? pattern.length() : star;
    }

    /** A pattern, or a plain name when it has no star. */
    public static NamePattern of(String pattern) {
        return new NamePattern(pattern);
    }

    /** True when the whole name fits. */
    public boolean matches(String name) {
        return startsAlike(name) && matches(literalLength, name, literalLength);
    }

    /** What comes before the first star must be there; nearly every name ends here. */
    private boolean startsAlike(String name) {
        if (name.length() < literalLength) {
            return false;
        }
        for (int i = literalLength - 1; i >= 0; i--) {
            if (dotted(name.charAt(i)) != pattern.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean matches(int patternAt, String name, int nameAt) {
        int p = patternAt;
        int n = nameAt;
        for (; p < pattern.length(); p++, n++) {
            if (pattern.charAt(p) == '*') {
                return matchesStar(p, name, n);
            }
            if (n >= name.length() || dotted(name.charAt(n)) != pattern.charAt(p)) {
                return false;
            }
        }
        return n == name.length();
    }

    private boolean matchesStar(int star, String name, int nameAt) {
        boolean overDots = star + 1 < pattern.length() && pattern.charAt(star + 1) == '*';
        int rest = star + (overDots ? 2 : 1);
        for (int n = nameAt; n <= name.length(); n++) {
            if (matches(rest, name, n)) {
                return true;
            }
            if (n < name.length() && !overDots && dotted(name.charAt(n)) == '.') {
                return false;
            }
        }
        return false;
    }

    private static char dotted(char c) {
        return c == '/' ? '.' : c;
    }

    @Override
    public String toString() {
        return pattern;
    }
}
