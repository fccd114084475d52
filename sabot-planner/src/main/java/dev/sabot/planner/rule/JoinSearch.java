package dev.sabot.planner.rule;

import dev.sabot.planner.rule.JoinTree.Pair;
import dev.sabot.planner.rule.JoinTree.Relation;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds an order of joins of low cost: by dynamic programming over linked sets of up to ten
/// relations, greedily beyond. Sets that no equality links are multiplied last, the smallest first.
///
/// The cost of a join is the rows it gives, twice the rows it builds its table of and a fifth of
/// those it probes with.
final class JoinSearch {
    private static final int MAX_EXHAUSTIVE = 10;
    private static final double BUILD_COST = 2;
    private static final double PROBE_COST = 0.2;

    /// Comparing every pair of rows costs this much per pair.
    private static final double PAIR_COST = 0.1;

    private final JoinGraph graph;
    private final Map<Long, JoinTree> best = new HashMap<>();

    JoinSearch(JoinGraph graph) {
        this.graph = graph;
    }

    JoinTree best() {
        List<JoinTree> parts = new ArrayList<>();
        List<Integer> late = new ArrayList<>();
        long remaining = 0;
        for (int index = 0; index < graph.size(); index++) {
            if (graph.isSemi(index) && !isPlaceable(index)) {
                late.add(index);
            } else {
                remaining |= 1L << index;
            }
        }
        while (remaining != 0) {
            long component = component(Long.lowestOneBit(remaining), remaining);
            remaining &= ~component;
            parts.add(
                    Long.bitCount(component) <= MAX_EXHAUSTIVE
                            ? exhaustive(component)
                            : greedy(component));
        }
        JoinTree tree = product(parts);
        for (int index : late) {
            tree = joined(tree, new Relation(index));
        }
        return tree;
    }

    /// A semi join that no equality links to one or more relations has to wait for all.
    private boolean isPlaceable(int index) {
        long required = graph.required(index);
        return required != 0 && isSemiLinked(index);
    }

    private boolean isSemiLinked(int index) {
        return graph.leaf(index).conditions().stream()
                .anyMatch(c -> c.isA(org.apache.calcite.sql.SqlKind.EQUALS));
    }

    /// Returns the relations reachable from one by equalities and semi joins.
    private long component(long start, long candidates) {
        long set = start;
        long before = 0;
        while (before != set) {
            before = set;
            for (int index = 0; index < graph.size(); index++) {
                long bit = 1L << index;
                if ((candidates & bit) != 0 && (set & bit) == 0 && isReachable(set, index)) {
                    set |= bit;
                }
            }
        }
        return set;
    }

    private boolean isReachable(long set, int index) {
        long bit = 1L << index;
        if (graph.isLinked(set, bit)) {
            return true;
        }
        if (graph.isSemi(index)) {
            return (graph.required(index) & set) != 0;
        }
        for (int other = 0; other < graph.size(); other++) {
            boolean needsIt = (set & (1L << other)) != 0 && graph.isSemi(other);
            if (needsIt && (graph.required(other) & bit) != 0) {
                return true;
            }
        }
        return false;
    }

    private boolean isValid(long left, long right) {
        if (Long.bitCount(right) == 1 && graph.isSemi(Long.numberOfTrailingZeros(right))) {
            long required = graph.required(Long.numberOfTrailingZeros(right));
            return (required & ~left) == 0;
        }
        return graph.isLinked(left, right);
    }

    private boolean isSemi(JoinTree tree) {
        return tree instanceof Relation relation && graph.isSemi(relation.index());
    }

    private JoinTree exhaustive(long component) {
        List<Long> bits = new ArrayList<>();
        for (long rest = component; rest != 0; rest &= rest - 1) {
            long bit = Long.lowestOneBit(rest);
            bits.add(bit);
            best.put(bit, new Relation(Long.numberOfTrailingZeros(bit)));
        }
        for (int number = 1; number < 1 << bits.size(); number++) {
            if (Integer.bitCount(number) > 1) {
                long set = 0;
                for (int index = 0; index < bits.size(); index++) {
                    set |= (number >> index & 1) == 1 ? bits.get(index) : 0;
                }
                search(set);
            }
        }
        JoinTree tree = best.get(component);
        return tree != null ? tree : greedy(component);
    }

    private void search(long set) {
        JoinTree cheapest = null;
        for (long left = (set - 1) & set; left != 0; left = (left - 1) & set) {
            JoinTree leftTree = best.get(left);
            JoinTree rightTree = best.get(set & ~left);
            if (leftTree != null
                    && rightTree != null
                    && !isSemi(leftTree)
                    && (isSemi(rightTree) || left > (set & ~left))
                    && isValid(left, set & ~left)) {
                JoinTree tree = joined(leftTree, rightTree);
                if (cheapest == null || tree.cost() < cheapest.cost()) {
                    cheapest = tree;
                }
            }
        }
        if (cheapest != null) {
            best.put(set, cheapest);
        }
    }

    private JoinTree joined(JoinTree first, JoinTree second) {
        double firstRows = graph.rows(first.relations());
        double secondRows = rows(second);
        boolean isSwapped = !isSemi(second) && firstRows < secondRows;
        JoinTree left = isSwapped ? second : first;
        JoinTree right = isSwapped ? first : second;
        double build = isSemi(second) ? secondRows : Math.min(firstRows, secondRows);
        double probe = isSemi(second) ? firstRows : Math.max(firstRows, secondRows);
        double output = graph.rows(first.relations() | second.relations());
        double cost =
                first.cost() + second.cost() + output + BUILD_COST * build + PROBE_COST * probe;
        return new Pair(left, right, cost);
    }

    private double rows(JoinTree tree) {
        return isSemi(tree) && tree instanceof Relation relation
                ? graph.relationRows(relation.index())
                : graph.rows(tree.relations());
    }

    /// Joins the cheapest linked pair until one tree is left.
    private JoinTree greedy(long component) {
        List<JoinTree> trees = new ArrayList<>();
        for (long rest = component; rest != 0; rest &= rest - 1) {
            trees.add(new Relation(Long.numberOfTrailingZeros(rest)));
        }
        while (trees.size() > 1) {
            Pair next = cheapestPair(trees, true);
            if (next == null) {
                next = cheapestPair(trees, false);
            }
            if (next == null) {
                throw new IllegalStateException("semi joins wait for each other");
            }
            trees.remove(next.left());
            trees.remove(next.right());
            trees.add(next);
        }
        return trees.getFirst();
    }

    private @Nullable Pair cheapestPair(List<JoinTree> trees, boolean isLinked) {
        Pair cheapest = null;
        for (JoinTree left : trees) {
            for (JoinTree right : trees) {
                if (left == right || isSemi(left)) {
                    continue;
                }
                boolean isAllowed =
                        isLinked || isSemi(right)
                                ? isValid(left.relations(), right.relations())
                                : true;
                if (isAllowed) {
                    Pair pair = (Pair) joined(left, right);
                    double gain = pair.cost() - left.cost() - right.cost();
                    boolean isCheaper =
                            cheapest == null
                                    || gain
                                            < cheapest.cost()
                                                    - cheapest.left().cost()
                                                    - cheapest.right().cost();
                    cheapest = isCheaper ? pair : cheapest;
                }
            }
        }
        return cheapest;
    }

    /// Multiplies unlinked parts, the smallest first.
    private JoinTree product(List<JoinTree> parts) {
        List<JoinTree> sorted = new ArrayList<>(parts);
        sorted.sort(Comparator.comparingDouble(tree -> graph.rows(tree.relations())));
        JoinTree tree = sorted.getFirst();
        for (JoinTree part : sorted.subList(1, sorted.size())) {
            double leftRows = graph.rows(tree.relations());
            double rightRows = graph.rows(part.relations());
            double cost = tree.cost() + part.cost() + PAIR_COST * leftRows * rightRows;
            tree = leftRows < rightRows ? new Pair(part, tree, cost) : new Pair(tree, part, cost);
        }
        return tree;
    }
}
