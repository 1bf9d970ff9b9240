// Runs before `npm publish`: with the placeholder, help links and the links of the docs would be dead.
import { owner, PLACEHOLDER } from './addresses.mjs'

if (owner === PLACEHOLDER) {
  console.error(
    `The owner of the repository in package.json is the placeholder ${PLACEHOLDER}: see "Publishing" in CONTRIBUTING.md.`,
  )
  process.exit(1)
}
