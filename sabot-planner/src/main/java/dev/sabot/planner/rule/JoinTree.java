package dev.sabot.planner.rule;

/// An order of joins.
sealed interface JoinTree {
    /// Returns the relations of the tree, as bits.
    long relations();

    /// Returns what computing the tree costs, in rows touched.
    double cost();

    /// One relation.
    record Relation(int index) implements JoinTree {
        @Override
        public long relations() {
            return 1L << index;
        }

        @Override
        public double cost() {
            return 0;
        }
    }

    /// A join; the right side is the smaller one or the relation of a semi join.
    record Pair(JoinTree left, JoinTree right, double cost) implements JoinTree {
        @Override
        public long relations() {
            return left.relations() | right.relations();
        }
    }
}
