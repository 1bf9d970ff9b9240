// Jest depends on parts of Babel, with eighty packages behind them, to transform sources, to count coverage and to write
// inline snapshots: here test/transform.js does the first, scripts/coverage the second, and nothing the third.
throw new Error('Babel is not installed: write a snapshot with a name, not an inline one (see CONTRIBUTING.md).')
