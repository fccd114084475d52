package dev.sabot.format.json.value;

import dev.sabot.type.Field;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Finds fields by keys: the one of that very name, else one that differs in case alone, unless the
/// records are known to have its very name too.
public final class FieldIndex {
    private final Map<String, Integer> exact = new HashMap<>();
    private final Map<String, Integer> folded = new HashMap<>();

    /// Indexes keys; several may differ in case alone.
    ///
    /// @param known keys that records are known to have
    public FieldIndex(List<String> keys, Set<String> known) {
        for (int index = 0; index < keys.size(); index++) {
            exact.putIfAbsent(keys.get(index), index);
            if (!known.contains(keys.get(index))) {
                folded.putIfAbsent(keys.get(index).toLowerCase(Locale.ROOT), index);
            }
        }
    }

    static FieldIndex of(List<Field> fields) {
        return new FieldIndex(fields.stream().map(Field::name).toList(), Set.of());
    }

    /// Returns the place of a key, or -1.
    public int find(String key) {
        Integer place = exact.get(key);
        if (place == null) {
            place = folded.get(key.toLowerCase(Locale.ROOT));
        }
        return place == null ? -1 : place;
    }
}
