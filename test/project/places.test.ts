import { countPlaces } from './count-places'
import { PACKAGES, ROOT } from './harness'

test.each(['desk', 'crm', 'shop'])(
  'at least 99 in 100 values of %s are found at the very token, and none at a wrong one',
  async (name) => {
    const { own, exact, wrong } = await countPlaces(`${ROOT}/fixtures/projects/${name}`, PACKAGES)
    expect(wrong).toEqual([])
    expect(own).toBeGreaterThan(100)
    expect(exact / own).toBeGreaterThanOrEqual(0.99)
  },
)
