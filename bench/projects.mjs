import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The packages that a project has installed. */
const PACKAGES = { '@botpress/sdk': '5.4.3' }
/** The packages that `bp lint` checks the body with. */
const SPECTRAL = { '@stoplight/spectral-core': '1.24.1', '@stoplight/spectral-functions': '1.11.1' }

const ENTRY = 'integration.definition.ts'

const ONE = `import { IntegrationDefinition, z } from '@botpress/sdk'

export default new IntegrationDefinition({
  name: 'acme/one',
  version: '1.0.0',
  title: 'One',
  description: 'A project of one file',
  configuration: { schema: z.object({ host: z.string().title('Host').describe('The address of the account') }) },
  actions: {
    getTicket: {
      title: 'Get a ticket',
      description: 'Gets a ticket',
      input: { schema: z.object({ id: z.string().min(1).title('ID').describe('The id of the ticket') }) },
      output: { schema: z.object({ subject: z.string().title('Subject').describe('What it is about') }) },
    },
  },
  events: {
    ticketOpened: {
      title: 'Ticket opened',
      description: 'A ticket was opened',
      schema: z.object({ id: z.string().title('ID').describe('The id of the ticket') }),
    },
  },
  states: {
    cursor: { type: 'integration', schema: z.object({ at: z.string().title('At').describe('How much was read') }) },
  },
})
`

/**
 * Writes the projects, and installs the SDK beside them.
 *
 * @returns absolute folders: one file; six files; nine files with two scripts; a monorepo, and its projects
 */
export function writeProjects(folder, count) {
  mkdirSync(folder, { recursive: true })
  install(folder, PACKAGES)
  const one = join(folder, 'one')
  const six = join(folder, 'six')
  const scripts = join(folder, 'scripts')
  const many = join(folder, 'many')
  for (const path of [one, six, scripts, many]) rmSync(path, { recursive: true, force: true })
  mkdirSync(one)
  writeFileSync(join(one, ENTRY), ONE)
  cpSync('fixtures/projects/crm', six, { recursive: true })
  cpSync('fixtures/projects/desk', scripts, { recursive: true })
  const projects = Array.from({ length: count }, (_, index) => {
    const project = join(many, `project-${index}`)
    const source = ['desk', 'crm', 'shop'][index % 5]
    if (source === undefined) {
      mkdirSync(project, { recursive: true })
      writeFileSync(join(project, ENTRY), ONE.replace('acme/one', `acme/one-${index}`))
    } else cpSync(join('fixtures/projects', source), project, { recursive: true })
    return project
  })
  return { one, six, scripts, many, projects }
}

/** Changes the text of a definition, but not its value. */
export function touch(project) {
  appendFileSync(join(project, ENTRY), '\n')
}

/** Installs what the method of `bp lint` needs, in a separate folder. @returns whether npm could install it */
export function installSpectral(folder) {
  mkdirSync(folder, { recursive: true })
  try {
    install(folder, SPECTRAL)
    return true
  } catch (error) {
    console.log(`Spectral cannot be installed: ${error.message}`)
    return false
  }
}

function install(folder, dependencies) {
  const manifest = JSON.stringify({ private: true, dependencies })
  const path = join(folder, 'package.json')
  if (existsSync(join(folder, 'node_modules')) && existsSync(path) && readFileSync(path, 'utf8') === manifest) return
  writeFileSync(path, manifest)
  execFileSync('npm', ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts'], {
    cwd: folder,
    stdio: 'inherit',
  })
}
