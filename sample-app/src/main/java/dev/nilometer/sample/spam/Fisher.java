package dev.nilometer.sample.spam;

/** Robinson's combination of token probabilities by Fisher's method. Pure functions. */
final class Fisher {

    private Fisher() {}

    /**
     * One score for many probabilities: 0 is ham, 1 is spam, one half is "unsure" (no evidence, or as strong for both).
     *
     * @param probabilities of spam, each strictly between 0 and 1
     */
    static double score(double[] probabilities) {
        if (probabilities.length == 0) {
            return 0.5;
        }
        double lnSpam = 0;
        double lnHam = 0;
        for (double p : probabilities) {
            lnSpam += Math.log(p);
            lnHam += Math.log1p(-p);
        }
        int freedom = 2 * probabilities.length;
        double spam = 1 - chiSquareTail(-2 * lnHam, freedom);
        double ham = 1 - chiSquareTail(-2 * lnSpam, freedom);
        return (1 + spam - ham) / 2;
    }

    /** The probability that chi-square with an even number of degrees of freedom is at least {@code x}. */
    static double chiSquareTail(double x, int freedom) {
        double half = x / 2;
        double term = Math.exp(-half);
        double sum = term;
        for (int i = 1; i < freedom / 2; i++) {
            term *= half / i;
            sum += term;
        }
        return Math.min(sum, 1);
    }
}
