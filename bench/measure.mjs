import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks per second in /proc/PID/stat, on every Linux that Node.js supports. */
const TICKS = 100

/**
 * Runs a command to its end. Measures wall time in seconds, CPU time in seconds (all threads) and peak memory in MiB, of the
 * command and the processes that it starts. CPU time and memory are from the last sample before the end of each process.
 */
export function measure([program, ...args], cwd) {
  return new Promise((done, fail) => {
    const start = process.hrtime.bigint()
    const child = spawn(program, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
    const used = new Map()
    let peak = 0
    let errors = ''
    const sample = () => {
      let memory = 0
      for (const pid of withChildren(child.pid)) {
        const [seconds, mebibytes] = usageOf(pid)
        used.set(pid, Math.max(used.get(pid) ?? 0, seconds))
        memory += mebibytes
      }
      peak = Math.max(peak, memory)
    }
    const timer = setInterval(sample, 4)
    child.stderr.on('data', (text) => {
      errors += text
    })
    child.on('error', fail)
    child.on('close', (status) => {
      clearInterval(timer)
      const cpu = [...used.values()].reduce((sum, seconds) => sum + seconds, 0)
      done({ seconds: Number(process.hrtime.bigint() - start) / 1e9, peak, cpu, status, errors })
    })
  })
}

/** A process and its descendants. Each thread is queried, because any thread of Node.js can start processes. */
function withChildren(pid) {
  const found = [pid]
  for (const each of found) {
    try {
      for (const thread of readdirSync(`/proc/${each}/task`)) {
        const children = readFileSync(`/proc/${each}/task/${thread}/children`, 'utf8').trim()
        if (children !== '') found.push(...children.split(' '))
      }
    } catch {
      // The process has ended, or there is no /proc.
    }
  }
  return found
}

/** CPU time in seconds and memory in MiB so far; zero for a process that has ended. */
function usageOf(pid) {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    // After the name in parentheses, which may contain anything, fields 12 and 13 are user and system time.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return [(Number(fields[11]) + Number(fields[12])) / TICKS, Number(kilobytes ?? 0) / 1024]
  } catch {
    return [0, 0]
  }
}

export function median(numbers) {
  const sorted = [...numbers].sort((left, right) => left - right)
  return sorted[Math.floor(sorted.length / 2)]
}

/** Runs the commands in turn, round after round, so that a change of the machine's speed affects all of them. */
export async function interleave(commands, rounds, cwd) {
  const runs = new Map(commands.map(({ name }) => [name, []]))
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, command, once, before, cwd: own = cwd } of commands) {
      if (once && round > 0) continue
      before?.()
      const result = await measure(command, own)
      // The first round only warms the page cache, except for commands that are too slow to be repeated.
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
