import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Sequencer from '@jest/test-sequencer'

const HOUSE = join(import.meta.dirname, '../../..')

/** What takes longest and has little text: jest without a memory, as in a fresh clone, begins with the largest files and would come to these last, when nothing is left to run beside them. */
const LONGEST = [
  'packages/testing/test/parity-of-one-half.test.ts',
  'packages/testing/test/parity-of-other-half.test.ts',
  'packages/models/test/proofs.test.ts',
  'packages/testing/test/witness.test.ts',
  'packages/testing/test/suggestions.test.ts',
  'packages/models/test/truth.test.ts',
  'packages/testing/test/identity.test.ts',
  'packages/testing/test/fixtures.test.ts',
  'packages/cli/test/same-bytes.test.ts',
  'packages/testing/test/parts.test.ts',
  'packages/cli/test/baseline.test.ts',
  'packages/testing/test/generated.test.ts',
  'packages/cli/test/adoption.test.ts',
].map(file => join(HOUSE, file))

const gone = LONGEST.filter(file => !existsSync(file))
if (gone.length > 0) throw new Error(`There is no test ${gone.join(', ')}.`)

/** The longest first, then jest's own order. */
export default class LongestFirst extends Sequencer {
  async sort(tests) {
    const rank = ({ path }) => (LONGEST.indexOf(path) + LONGEST.length + 1) % (LONGEST.length + 1)
    return [...await super.sort(tests)].sort((a, b) => rank(a) - rank(b))
  }
}
