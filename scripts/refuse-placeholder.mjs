// Before npm publishes: help links and the docs would lead nowhere.
import { owner, PLACEHOLDER } from './addresses.mjs'

if (owner === PLACEHOLDER) {
  console.error(
    `package.json names no owner of the repository but ${PLACEHOLDER}: see "Publishing" in CONTRIBUTING.md.`,
  )
  process.exit(1)
}
