package dev.sabot.exec.function.scalar;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.List;

class TextFunctionsTest {
    @TestFactory
    List<DynamicTest> lengths() {
        return FunctionCases.of(
                """
                length('') => 0
                length('aä€😀') => 4
                length(NULL) => NULL
                octet_length('aä€😀') => 10
                bit_length('ä') => 16
                length(X'00FF') => 2
                length(ARRAY[1, 2, 3]) => 3
                ascii('') => 0
                ascii('😀x') => 128512
                unicode('') => -1
                chr(128512) => 😀
                chr(55296) => !INVALID_ARGUMENT
                chr(-1) => !INVALID_ARGUMENT
                chr(1114112) => !INVALID_ARGUMENT
                """);
    }

    @TestFactory
    List<DynamicTest> substrings() {
        return FunctionCases.of(
                """
                substring('hello', 1, 2) => he
                substring('hello', 0, 3) => he
                substring('hello', 0) => hello
                substring('hello', -3, 2) => ll
                substring('hello', -3) => llo
                substring('hello', -10, 7) => hello
                substring('hello', 3, -2) => he
                substring('hello', 9) =>
                substring('hello', 6, 2) =>
                substring('hello', 2, 0) =>
                substring('hello', 2, 9223372036854775807) => ello
                substring('hello', 9223372036854775807, 2) =>
                substring('hello', -9223372036854775808, 2) => he
                substring('hello', -9223372036854775808, -9223372036854775808) =>
                substring('häß€😀x', 2, 4) => äß€😀
                substring('häß€😀x', -2) => 😀x
                substring('', 1, 1) =>
                substr('hello', 2) => ello
                substring('a text that is longer than sixteen bytes', 3, 30) \
                => text that is longer than sixte
                left('hello', 0) =>
                left('hello', -2) => hel
                left('hello', -9) =>
                left('häß', 2) => hä
                left('hello', 9223372036854775807) => hello
                left('hello', -9223372036854775808) =>
                right('hello', 2) => lo
                right('hello', -2) => llo
                right('häß', -9) =>
                right('hello', 9223372036854775807) => hello
                right('hello', -9223372036854775808) =>
                overlay('abcdef', 'XY', 3) => abXYef
                overlay('abcdef', 'XY', 3, 0) => abXYcdef
                overlay('abcdef', '', 2, 2) => adef
                overlay('abc', 'X', 9) => abcX
                overlay('äöü', 'X', 2, 1) => äXü
                overlay('abc', 'X', 0) => !INVALID_ARGUMENT
                """);
    }

    @TestFactory
    List<DynamicTest> cases() {
        return FunctionCases.of(
                """
                lower('ABC[]@`{}XYZ') => abc[]@`{}xyz
                upper('abc[]@`{}xyz') => ABC[]@`{}XYZ
                lower('') =>
                upper('straße') => STRAßE
                lower('ÀÉÎ ΑΒΓ АБВ') => àéî αβγ абв
                upper('0123456789 a long text of ascii z') => 0123456789 A LONG TEXT OF ASCII Z
                initcap('hello wORLD, 3d o''neil') => Hello World, 3d O'Neil
                initcap('élan vital') => Élan Vital
                strip_accents('áéíóú ñ ç Å') => aeiou n c A
                nfc_normalize('abc') => abc
                is_alpha('') => false
                is_alpha('ab1') => false
                is_alpha('äöü') => true
                is_digit('12a') => false
                is_upper('AB c') => false
                """);
    }

    @TestFactory
    List<DynamicTest> trims() {
        return FunctionCases.of(
                """
                trim('  a b  ') => a b
                trim('   ') =>
                trim('') =>
                trim('äxxä', 'ä') => xx
                trim('äöxöä', 'öä') => x
                ltrim('xxabcxx', 'x') => abcxx
                rtrim('xxabcxx', 'x') => xxabc
                rtrim('abc', '') => abc
                trim('aaa', 'a') =>
                lpad('hi', 5, 'xy') => xyxhi
                rpad('hi', 5, 'xy') => hixyx
                '|' || lpad('hi', 4) || '|' => |  hi|
                lpad('hello', 2, 'x') => he
                rpad('hello', -1, 'x') =>
                rpad('ä', 3, 'ö') => äöö
                lpad('a', 3, '') => !INVALID_ARGUMENT
                lpad('a', 1, '') => a
                rpad('a', 99999999999, 'x') => !MEMORY_LIMIT
                """);
    }

    @TestFactory
    List<DynamicTest> searches() {
        return FunctionCases.of(
                """
                position('lo' IN 'hello') => 4
                position('' IN 'hello') => 1
                position('x' IN '') => 0
                position('€' IN 'aä€') => 3
                strpos('hello', 'l') => 3
                instr('hello', 'z') => 0
                starts_with('hello', '') => true
                starts_with('', 'h') => false
                starts_with('hello', 'hello!') => false
                ends_with('hello', 'lo') => true
                ends_with('lo', 'hello') => false
                contains('hello', 'ell') => true
                contains('hello', '') => true
                contains('', 'a') => false
                replace('aaa', 'aa', 'b') => ba
                replace('abc', '', 'x') => abc
                replace('abc', 'b', '') => ac
                translate('häß', 'äß', 'ae') => hae
                translate('abc', '', 'x') => abc
                reverse('') =>
                reverse('a😀b') => b😀a
                repeat('ab', 0) =>
                repeat('ab', -1) =>
                repeat('', 9223372036854775807) =>
                repeat('ab', 99999999) => !MEMORY_LIMIT
                """);
    }

    @TestFactory
    List<DynamicTest> splits() {
        return FunctionCases.of(
                """
                split_part('a,b,c', ',', 1) => a
                split_part('a,b,c', ',', 3) => c
                split_part('a,b,c', ',', 4) =>
                split_part('a,b,c', ',', -1) => c
                split_part('a,b,c', ',', -3) => a
                split_part('a,b,c', ',', -4) =>
                split_part('a,b,c', ',', 0) =>
                split_part('a~€~b', '~€~', 2) => b
                split_part('', ',', 1) =>
                split_part('abc', '', 2) => b
                split_part('a,', ',', 2) =>
                split_index('a,b,c', ',', 0) => a
                split_index('a,b,c', ',', 3) => NULL
                split_index('a,b,c', ',', -1) => NULL
                split_index('a,', ',', 1) =>
                split_index('', ',', 0) =>
                string_split('a,,b', ',') => [a, '', b]
                string_split('', ',') => ['']
                string_split('äö', '') => [ä, ö]
                string_split('a--b', '--') => [a, b]
                """);
    }

    @TestFactory
    List<DynamicTest> joins() {
        return FunctionCases.of(
                """
                concat(NULL) =>
                concat('a', 1, 2.50, TRUE) => a12.50true
                concat_ws(',', 'a', '', 'b') => a,,b
                concat_ws(NULL, 'a', 'b') => NULL
                concat_ws(', ', NULL, NULL) =>
                quote_literal('a''b') => 'a''b'
                quote_literal(5) => '5'
                quote_ident('abc_1') => abc_1
                quote_ident('1abc') => "1abc"
                quote_ident('a"b') => "a""b"
                quote_ident('') => ""
                format('{}') => !INVALID_ARGUMENT
                format('{{}} {}', 1) => {} 1
                format('{1} {0}', 'a', 'b') => b a
                format('{:d}', 1) => !INVALID_ARGUMENT
                format('äö {}', '😀') => äö 😀
                printf('%d%%', 42) => 42%
                printf('%.2f', 2.345) => 2.35
                printf('|%5d|%-5d|%05d', 42, 42, 42) => |   42|42   |00042
                printf('%x %X %o', 255, 255, 8) => ff FF 10
                printf('%s', 1.50) => 1.50
                printf('%d', 1.5) => !INVALID_ARGUMENT
                printf('%d', 'x') => !INVALID_ARGUMENT
                printf('%y', 1) => !INVALID_ARGUMENT
                printf('%s %s', 'a') => !INVALID_ARGUMENT
                printf('%e', 12345.678) => 1.234568e+04
                """);
    }

    @TestFactory
    List<DynamicTest> encodings() {
        return FunctionCases.of(
                """
                hex('ü') => C3BC
                hex(255) => FF
                hex(-1) => FFFFFFFFFFFFFFFF
                hex(X'00ff') => 00FF
                unhex('f') => \\x0F
                unhex('0G') => !INVALID_ARGUMENT
                unhex('') =>
                from_base64('!') => !INVALID_ARGUMENT
                to_base64('') =>
                decode(X'FF') => !INVALID_ARGUMENT
                decode(encode('aü€')) => aü€
                encode(X'00FF41', 'escape') => \\000\\377A
                decode('\\000\\377A', 'escape') => \\x00\\xFFA
                decode('abc', 'hex') => !INVALID_ARGUMENT
                encode(X'00', 'rot13') => !INVALID_ARGUMENT
                url_encode('a/b?c=ü~') => a%2Fb%3Fc%3D%C3%BC~
                url_decode('a%2Fb%zz%') => a/b%zz%
                url_decode('%FF') => !INVALID_ARGUMENT
                md5('') => d41d8cd98f00b204e9800998ecf8427e
                sha1('') => da39a3ee5e6b4b0d3255bfef95601890afd80709
                sha256('') => e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                crc32('') => 0
                crc32(X'00') => 3523407757
                """);
    }

    @TestFactory
    List<DynamicTest> similarities() {
        return FunctionCases.of(
                """
                levenshtein('', 'abc') => 3
                levenshtein('kitten', 'sitting') => 3
                levenshtein('ä', 'a') => 1
                hamming('', '') => 0
                hamming('a', 'ab') => !INVALID_ARGUMENT
                jaccard('a', 'a') => 1.0
                jaccard('', 'a') => !INVALID_ARGUMENT
                jaro_similarity('', '') => 1.0
                jaro_similarity('a', '') => 0.0
                jaro_winkler_similarity('same', 'same') => 1.0
                soundex('Rupert') => R163
                soundex('Ashcraft') => A261
                soundex('Tymczak') => T522
                soundex('Pfister') => P236
                soundex('') =>
                """);
    }

    @TestFactory
    List<DynamicTest> regularExpressions() {
        return FunctionCases.of(
                """
                regexp_matches('hello', 'l+') => true
                regexp_matches('HELLO', 'l+') => false
                regexp_matches('HELLO', 'l+', 'i') => true
                regexp_matches('', '') => true
                regexp_matches('a.c', 'a.c', 'l') => true
                regexp_matches('abc', 'a.c', 'l') => false
                regexp_matches('a', '(') => !INVALID_REGEX
                regexp_matches('a', 'a', 'q') => !INVALID_REGEX
                regexp_like('äöü', '^.{3}$') => true
                regexp_full_match('hello', 'l+') => false
                regexp_replace('hello', 'l', 'L') => heLlo
                regexp_replace('hello', 'L', 'x', 'gi') => hexxo
                regexp_replace('john smith', '(\\w+) (\\w+)', '\\2 \\1') => smith john
                regexp_replace('abc', 'b', '[\\&]') => a[b]c
                regexp_replace('abc', 'b', '\\\\') => a\\c
                regexp_replace('abc', 'b', '\\3') => !INVALID_ARGUMENT
                regexp_replace('abc', 'x*', '-', 'g') => -a-b-c-
                regexp_replace('äöü', 'ö', 'o') => äoü
                regexp_replace('http://www.example.org/a/b', '^https?://(?:www\\.)?([^/]+)/.*$', \
                '\\1') => example.org
                regexp_extract('foobar', 'o(b.)r') => obar
                regexp_extract('foobar', 'o(b.)r', 1) => ba
                regexp_extract('foobar', 'x') =>
                regexp_extract('foobar', 'o(b.)r', 2) => !INVALID_ARGUMENT
                regexp_extract('FOO', 'o+', 0, 'i') => OO
                regexp_extract_all('a1b22c', '\\d+') => [1, 22]
                regexp_extract_all('abc', '\\d') => []
                regexp_substr('abc', '\\d') => NULL
                regexp_count('aaa', 'aa') => 1
                regexp_count('', 'a') => 0
                regexp_instr('äöü1', '\\d') => 4
                regexp_instr('abc', '\\d') => 0
                regexp_split_to_array('a, b,c', ',\\s*') => [a, b, c]
                regexp_split_to_array('', ',') => ['']
                regexp_split_to_array('abc', '') => [a, b, c]
                regexp_split_to_array(',a,', ',') => ['', a, '']
                regexp_escape('1+1=2') => 1\\+1=2
                """);
    }
}
