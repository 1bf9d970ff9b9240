#!/usr/bin/env node
import { main } from './main'

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever reads us may stop early (`| head`); that is no failure of ours.
    if (error.code === 'EPIPE') process.exit()
    // Where the report goes is full or broken: what is there is no whole report.
    if (stream === process.stdout) process.stderr.write(`integration-lint: cannot write the report: ${error.message}\n`)
    process.exit(2)
  })
}

main(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdout: { write: (chunk) => process.stdout.write(chunk), isTerminal: process.stdout.isTTY === true },
  stderr: { write: (chunk) => process.stderr.write(chunk), isTerminal: process.stderr.isTTY === true },
  readStdin,
  readLines,
  onInterrupt(stop) {
    // Once: whoever presses Ctrl-C twice does not want to wait.
    process.once('SIGINT', stop)
    return () => process.removeListener('SIGINT', stop)
  },
}).then((code) => {
  process.exitCode = code
})

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of process.stdin) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function* readLines(): AsyncIterableIterator<string> {
  const { createInterface } = require('node:readline') as typeof import('node:readline')
  const lines = createInterface({ input: process.stdin })
  try {
    yield* lines
  } finally {
    // A terminal that is still listened to would keep the process alive.
    lines.close()
  }
}
