import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks of /proc/PID/stat in a second, on every Linux that Node.js runs on. */
const TICKS = 100

/**
 * Runs a command whole: seconds on the clock, seconds of the processor (all threads) and the peak of memory in MiB, of it and of
 * the processes that it starts. The processor's and the memory's are what the last samples before the ends say.
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

/** A process and all below it. Threads of Node.js start processes of their own, so that each is asked. */
function withChildren(pid) {
  const found = [pid]
  for (const each of found) {
    try {
      for (const thread of readdirSync(`/proc/${each}/task`)) {
        const children = readFileSync(`/proc/${each}/task/${thread}/children`, 'utf8').trim()
        if (children !== '') found.push(...children.split(' '))
      }
    } catch {
      // Gone, or no such file system.
    }
  }
  return found
}

/** Seconds of the processor so far, and MiB of memory; nothing of a process that has gone. */
function usageOf(pid) {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    // After the name, which may hold anything, in parentheses: the 12th and 13th are user and system time.
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

/** Runs the commands in turn, round after round, so that a change of the machine's speed meets them all. */
export async function interleave(commands, rounds, cwd) {
  const runs = new Map(commands.map(({ name }) => [name, []]))
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, command, once, before, cwd: own = cwd } of commands) {
      if (once && round > 0) continue
      before?.()
      const result = await measure(command, own)
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
