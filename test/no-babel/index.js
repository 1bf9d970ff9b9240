// Jest depends on babel-jest, babel-plugin-istanbul and babel-preset-current-node-syntax, with fifty packages behind them.
// They transform sources, count coverage and write inline snapshots: here test/transform.js and scripts/coverage do the
// first two, and nothing does the third.
throw new Error('Babel is not installed: write a snapshot with a name, not an inline one (see CONTRIBUTING.md).')
