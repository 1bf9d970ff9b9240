import type { Finding } from '../../src/findings/types'
import { run } from '../cli/run'

// The built command loads projects in a part of its own, with copies of the modules that the engine has in another.
test.each(['fixtures/projects/crm', 'fixtures/projects/desk', 'fixtures/projects/shop'])(
  'the built command finds in %s what it finds in its printed body',
  async (folder) => {
    const printed = await run(['print', folder])
    expect(printed.status).toBe(0)
    const options = ['--format', 'json', '--exit-zero', '--no-config']
    const [ofProject, ofBody] = await Promise.all([
      run([folder, ...options]),
      run(['-', ...options], { stdin: printed.stdout }),
    ])
    expect(ofProject.stderr).toBe('')
    expect(findingsIn(ofProject.stdout)).toEqual(findingsIn(ofBody.stdout))
  },
)

test('print refuses --no-exec and says why', async () => {
  const { status, stdout, stderr } = await run(['print', 'fixtures/projects/crm', '--no-exec'])
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toContain('print must run the definition to get its body; remove --no-exec')
})

/** Rule and pointer of each finding, sorted: a body has no files, so that the order differs. */
function findingsIn(report: string): string[] {
  const { files } = JSON.parse(report) as { files: { findings: Finding[] }[] }
  return files.flatMap(({ findings }) => findings.map(({ rule, pointer }) => `${rule} ${pointer}`)).sort()
}
