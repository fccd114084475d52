package dev.sabot.exec.function.scalar;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.List;

class NestedFunctionsTest {
    @TestFactory
    List<DynamicTest> arrays() {
        return FunctionCases.of(
                """
                array() => []
                array(1, 2.5) => [1.0, 2.5]
                ARRAY['a', NULL] => [a, NULL]
                array_length(ARRAY[1, NULL]) => 2
                array_length(NULL) => NULL
                element_at(ARRAY[1, 2], 0) => NULL
                element_at(ARRAY[1, 2], 3) => NULL
                element_at(ARRAY[1, 2], -2) => 1
                element_at(ARRAY[1, NULL], 2) => NULL
                element_at(ARRAY[ARRAY[1], ARRAY[2, 3]], 2) => [2, 3]
                ARRAY[1, 2][2] => 2
                array_contains(ARRAY[1, NULL], 3) => false
                array_contains(ARRAY['ä', 'b'], 'b') => true
                array_contains(ARRAY[1, 2], 2.0) => true
                array_contains(ARRAY[ARRAY[1], ARRAY[2]], ARRAY[2]) => true
                array_position(ARRAY[1, 2], 9) => NULL
                array_concat(ARRAY[1], NULL, ARRAY[2]) => [1, 2]
                array_concat(NULL) => NULL
                array_append(NULL, 1) => [1]
                array_append(ARRAY[1], NULL) => [1, NULL]
                array_append(ARRAY[1], 2.5) => [1.0, 2.5]
                array_prepend(NULL, ARRAY[1]) => [NULL, 1]
                array_slice(ARRAY[1, 2, 3], 0, 2) => [1, 2]
                array_slice(ARRAY[1, 2, 3], 2, 99) => [2, 3]
                array_slice(ARRAY[1, 2, 3], 3, 2) => []
                array_slice(ARRAY[1, 2, 3], -2, -1) => [2, 3]
                array_slice(ARRAY[1, 2, 3], -99, 1) => [1]
                array_distinct(ARRAY['b', 'a', 'b', NULL]) => [b, a]
                array_sort(ARRAY['b', NULL, 'a']) => [a, b, NULL]
                array_sort(ARRAY[1, NULL, 3], 'desc') => [3, 1, NULL]
                array_sort(ARRAY[1], 'up') => !INVALID_ARGUMENT
                array_reverse(array()) => []
                array_min(array()) => NULL
                array_max(ARRAY['a', 'c', 'b']) => c
                array_sum(ARRAY[1.25, 2.50]) => 3.75
                array_sum(ARRAY[1e0, 2.5e0]) => 3.5
                array_sum(ARRAY[9223372036854775807, 1]) => !OVERFLOW
                array_avg(ARRAY[1.5, 2.5]) => 2.0
                array_to_string(ARRAY[1.50, 2.25], '; ') => 1.50; 2.25
                array_to_string(ARRAY['a', NULL, 'b'], '') => ab
                flatten(ARRAY[ARRAY[1], NULL, ARRAY[2, NULL]]) => [1, 2, NULL]
                array_intersect(ARRAY[1, 1, 2], ARRAY[1]) => [1]
                array_except(ARRAY[1, NULL, 2, 2], ARRAY[1]) => [NULL, 2]
                array_has_all(ARRAY[1], array()) => true
                array_has_any(ARRAY[1], array()) => false
                array_remove(ARRAY[1, NULL, 2], NULL) => [1, 2]
                array_replace(ARRAY['a', 'b'], 'b', NULL) => [a, NULL]
                """);
    }

    @TestFactory
    List<DynamicTest> maps() {
        return FunctionCases.of(
                """
                map('a', 1, 'b', NULL) => {a=1, b=NULL}
                map('a', 1, 'a', 2) => !INVALID_ARGUMENT
                map(ARRAY['a', NULL], ARRAY[1, 2]) => !INVALID_ARGUMENT
                map(ARRAY['a'], ARRAY[1, 2]) => !INVALID_ARGUMENT
                map() => {}
                element_at(map('a', 1), 'a') => 1
                element_at(map('a', 1), 'b') => NULL
                element_at(map(1, 'x', 2, 'y'), 2) => y
                map('a', 1)['a'] => 1
                map_extract(map('a', 1), 'z') => []
                map_keys(map(1, 'x')) => [1]
                map_contains(map('a', NULL), 'a') => true
                cardinality(map('a', 1, 'b', 2)) => 2
                row(1, NULL, ARRAY['a']) => {'f0': 1, 'f1': NULL, 'f2': [a]}
                row_field(row('a', 'b'), 1) => a
                row_field(row('a', 'b'), 3) => !INVALID_ARGUMENT
                """);
    }

    @TestFactory
    List<DynamicTest> conditions() {
        return FunctionCases.of(
                """
                greatest(NULL, NULL) => NULL
                greatest('a', 'b', 'B') => b
                greatest(1, 2.5) => 2.5
                least(DATE '2020-01-01', DATE '1960-01-01') => 1960-01-01
                least(1e0, NULL) => 1.0
                greatest(1.50, 2) => 2.00
                ifnull(1, 2) => 1
                nvl(NULL, NULL) => NULL
                if(NULL, 1, 2) => 2
                if(FALSE, 'a', NULL) => NULL
                nvl2('x', 1, 2.5) => 1.0
                typeof(NULL) => NULL
                typeof(ARRAY[1]) => INTEGER ARRAY
                error('no') => !INVALID_ARGUMENT
                """);
    }

    @TestFactory
    List<DynamicTest> json() {
        return FunctionCases.of(
                """
                json_valid('') => false
                json_valid(' [1, 2.5e-3, "a\\n\\u00e4", true, null, {}] ') => true
                json_valid('[1,]') => false
                json_valid('{"a" 1}') => false
                json_valid('01') => false
                json_valid('"a') => false
                json_valid('nul') => false
                json_value('{"a": "x", "b": 1.50, "c": true, "d": null, "e": []}', '$.b') => 1.50
                json_value('{"a": "x\\u00e4\\u20acy"}', '$.a') => xä€y
                json_value('{"d": null}', '$.d') => NULL
                json_value('{"e": []}', '$.e') => NULL
                json_value('not json', '$.e') => NULL
                json_value('{"a b": {"c": [1, [2, 3]]}}', '$."a b".c[1][0]') => 2
                json_value('{"a b": 7}', '$[''a b'']') => 7
                json_value('{"a": 1}', 'a') => 1
                json_value('{"a": [5, 6]}', '/a/1') => 6
                json_value('{"a": 1}', '$.') => !INVALID_ARGUMENT
                json_value('{"a": 1}', '$[x]') => !INVALID_ARGUMENT
                json_value('[1, 2, 3]', '$[-1]') => 3
                json_value('[1, 2, 3]', '$[#-2]') => 2
                json_value('[1, 2, 3]', '$[-4]') => NULL
                json_value('[1, 2, 3]', '$[3]') => NULL
                json_value('"s"', '$') => s
                json_query('{"a": { "b" : [ 1 , "x y" ] } }', '$.a') => {"b":[1,"x y"]}
                json_query('{"a": 1}', '$.a') => NULL
                json_exists('{"a": null}', '$.b') => false
                json_exists('{', '$.b') => false
                json_extract('{"a": "x"}', '$.a') => "x"
                json_extract('{"a": "x"}', '$.b') => NULL
                json_extract('{"a"', '$.b') => !INVALID_ARGUMENT
                json_extract_string('{"a": [1, 2]}', '$.a') => [1,2]
                json_extract_string('{"\\u0061": 5}', '$.a') => 5
                json_type('[]') => ARRAY
                json_type('12') => BIGINT
                json_type('1e3') => DOUBLE
                json_type('null') => NULL
                json_type('{"a": "b"}', '$.z') => NULL
                json_array_length('{"a": [1, 2]}', '$.a') => 2
                json_array_length('{}') => 0
                json_keys('{"a": {"b": 1, "ä": {}}}', '$.a') => [b, ä]
                json_keys('[1]') => []
                """);
    }
}
