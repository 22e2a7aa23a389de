package dev.nilometer.core.budget;

import java.util.Arrays;

/** Max-min fairness: nobody gets more than he asks for, and what he leaves is shared by the others. Stateless. */
final class FairShare {
    private FairShare() {}

    /**
     * The most that one may have, so that all together have no more than the capacity; infinite when there is enough for
     * everybody.
     *
     * @param demands what each asks for; sorted by this call
     */
    static double level(double[] demands, double capacity) {
        Arrays.sort(demands);
        double left = capacity;
        for (int i = 0; i < demands.length; i++) {
            double equalPart = left / (demands.length - i);
            if (demands[i] > equalPart) {
                return equalPart;
            }
            left -= demands[i];
        }
        return Double.POSITIVE_INFINITY;
    }

    /** What one of two gets who asks for this much beside another one. */
    static double ofTwo(double demand, double other, double capacity) {
        double half = capacity / 2;
        return demand + other <= capacity ? capacity : Math.max(half, capacity - other);
    }
}
