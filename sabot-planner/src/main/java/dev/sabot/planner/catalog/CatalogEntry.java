package dev.sabot.planner.catalog;

/// What a name in FROM can stand for.
public sealed interface CatalogEntry permits CatalogTable, CatalogQuery {}
