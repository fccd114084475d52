package dev.sabot.format.json.value;

import dev.sabot.type.Field;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Finds fields by keys: the one of that very name, else the one that differs in case alone.
public final class FieldIndex {
    private final Map<String, Integer> exact = new HashMap<>();
    private final Map<String, Integer> folded = new HashMap<>();

    /// Indexes keys; several may differ in case alone.
    public FieldIndex(List<String> keys) {
        for (int index = 0; index < keys.size(); index++) {
            exact.putIfAbsent(keys.get(index), index);
            folded.putIfAbsent(keys.get(index).toLowerCase(Locale.ROOT), index);
        }
    }

    static FieldIndex of(List<Field> fields) {
        return new FieldIndex(fields.stream().map(Field::name).toList());
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
