package dev.sabot.bench.rows;

/// The first thing two results disagree about.
///
/// @param place the row and column, or what else differs, such as the number of rows
/// @param expected what the oracle has there
/// @param actual what the engine under test has there
public record Difference(String place, String expected, String actual) {}
