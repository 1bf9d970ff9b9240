import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Clock ticks of /proc/PID/stat in a second, on every Linux that Node.js runs on. */
const TICKS = 100

/**
 * Runs a command whole: seconds on the clock, seconds of the processor (all threads) and the peak of its memory in MiB,
 * its children's not included. The processor's and the memory's are what the last sample before the end says.
 */
export function measure([program, ...args], cwd) {
  return new Promise((done, fail) => {
    const start = process.hrtime.bigint()
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
    let peak = 0
    let cpu = 0
    let errors = ''
    const sample = () => {
      try {
        const [, kilobytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? []
        peak = Math.max(peak, Number(kilobytes ?? 0) / 1024)
        // After the name, which may hold anything, in parentheses: the 12th and 13th are user and system time.
        const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        cpu = Math.max(cpu, (Number(fields[11]) + Number(fields[12])) / TICKS)
      } catch {
        // Gone, or no such file system: the last sample stands.
      }
    }
    const timer = setInterval(sample, 4)
    child.stderr.on('data', (text) => {
      errors += text
    })
    child.on('error', fail)
    child.on('close', (status) => {
      clearInterval(timer)
      done({ seconds: Number(process.hrtime.bigint() - start) / 1e9, peak, cpu, status, errors })
    })
  })
}

export function median(numbers) {
  const sorted = [...numbers].sort((left, right) => left - right)
  return sorted[Math.floor(sorted.length / 2)]
}

/** Runs the commands in turn, round after round, so that a change of the machine's speed meets them all. */
export async function interleave(commands, rounds, cwd) {
  const runs = new Map(commands.map(({ name }) => [name, []]))
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, command, once } of commands) {
      if (once && round > 0) continue
      const result = await measure(command, cwd)
      // The first round warms the page cache; what is too slow to be repeated counts at once.
      if (round > 0 || once) runs.get(name).push(result)
    }
  }
  return new Map(
    [...runs].map(([name, results]) => [
      name,
      {
        seconds: median(results.map(({ seconds }) => seconds)),
        cpu: median(results.map(({ cpu }) => cpu)),
        peak: Math.max(...results.map(({ peak }) => peak)),
        status: results[0].status,
        errors: results[0].errors,
      },
    ]),
  )
}
