import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

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

/** The interfaces of the project of six files, with what their action takes and gives. */
const INTERFACES = {
  listable: ['list', 'nextToken: z.string().optional()', "items: z.array(z.ref('item'))", 'listed'],
  creatable: ['create', "item: z.ref('item')", "item: z.ref('item')", 'created'],
  readable: ['read', 'id: z.string()', "item: z.ref('item')", 'read'],
  deletable: ['delete', 'id: z.string()', 'isDeleted: z.boolean()', 'deleted'],
}

/** A package as `bp add` writes it. */
function interfacePackage(name, [action, input, output, event]) {
  return `import * as sdk from '@botpress/sdk'

const { z } = sdk

export default {
  type: 'interface',
  id: undefined,
  uri: undefined,
  name: '${name}',
  version: '0.0.2',
  definition: {
    name: '${name}',
    version: '0.0.2',
    entities: { item: { schema: z.object({ id: z.string() }) } },
    actions: {
      ${action}: {
        title: 'Title of ${action}',
        description: 'Description of ${action}',
        input: { schema: z.object({ ${input} }) },
        output: { schema: z.object({ ${output} }) },
      },
    },
    events: { ${event}: { schema: z.object({ item: z.ref('item') }) } },
    channels: {},
  },
} as never as sdk.InterfacePackage
`
}

/** The fields of a schema. */
function fields(of) {
  const types = [
    'string().min(1)',
    'number().int().optional()',
    'boolean()',
    'array(z.string())',
    'enum(["open", "closed"])',
  ]
  return types
    .map(
      (type, index) =>
        `field${index}: z.${type}.title('Field ${index} of ${of}').describe('What ${of} has at ${index}')`,
    )
    .join(', ')
}

/** A module that exports one record. */
function moduleOf(name, keys, contentOf) {
  const entries = keys.map((key) => `  ${key}: {\n    ${contentOf(key)},\n  },`)
  return `import { z } from '@botpress/sdk'\n\nexport const ${name} = {\n${entries.join('\n')}\n}\n`
}

const texts = (key) => `title: 'Title of ${key}', description: 'Description of ${key}'`
const schema = (key) => `schema: z.object({ ${fields(key)} })`
const numbered = (name, count) => Array.from({ length: count }, (_, index) => `${name}${index}`)

/** The files of a project of six files that implements four interfaces. */
function sixFiles() {
  const interfaces = Object.entries(INTERFACES)
  const extensions = interfaces.map(
    ([name, [action, , , event]]) =>
      `  .extend(${name}, ({ entities }) => ({
    entities: { item: entities.ticket },
    actions: { ${action}: { name: '${action}Ticket', title: 'Tickets: ${action}', description: 'Tickets, ${action}' } },
    events: { ${event}: { name: '${event}Ticket', title: 'Tickets: ${event}', description: 'Tickets, ${event}' } },
  }))`,
  )
  return {
    [ENTRY]: `import { IntegrationDefinition } from '@botpress/sdk'
${interfaces.map(([name]) => `import ${name} from './bp_modules/${name}'`).join('\n')}
import { actions } from './definitions/actions'
import { configuration } from './definitions/configuration'
import { entities } from './definitions/entities'
import { events } from './definitions/events'
import { states } from './definitions/states'

export default new IntegrationDefinition({
  name: 'acme/six',
  version: '1.0.0',
  title: 'Six',
  description: 'A project of six files',
  configuration: configuration.account,
  actions,
  entities,
  events,
  states,
})
${extensions.join('\n')}
`,
    'definitions/actions.ts': moduleOf(
      'actions',
      numbered('action', 6),
      (key) =>
        `${texts(key)},\n    input: { ${schema(`the input of ${key}`)} },\n    output: { ${schema(`the output of ${key}`)} }`,
    ),
    'definitions/configuration.ts': moduleOf('configuration', ['account'], schema),
    'definitions/entities.ts': moduleOf(
      'entities',
      ['ticket', 'person'],
      (key) =>
        `${texts(key)},\n    schema: z.object({ id: z.string().title('Id of ${key}').describe('The id of ${key}'), ${fields(key)} })`,
    ),
    'definitions/events.ts': moduleOf('events', numbered('event', 8), (key) => `${texts(key)},\n    ${schema(key)}`),
    'definitions/states.ts': moduleOf(
      'states',
      numbered('state', 2),
      (key) => `type: 'integration' as const,\n    ${schema(key)}`,
    ),
    ...Object.fromEntries(
      interfaces.map(([name, parts]) => [`bp_modules/${name}/index.ts`, interfacePackage(name, parts)]),
    ),
  }
}

function writeFiles(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
}

/**
 * Writes the projects, and installs the SDK beside them.
 *
 * @returns absolute folders: one file; six files and four interfaces; nine files with two scripts; a monorepo, and its projects
 */
export function writeProjects(folder, count) {
  mkdirSync(folder, { recursive: true })
  install(folder, PACKAGES)
  const one = join(folder, 'one')
  const six = join(folder, 'six')
  const scripts = join(folder, 'scripts')
  const many = join(folder, 'many')
  for (const path of [one, six, scripts, many]) rmSync(path, { recursive: true, force: true })
  writeFiles(one, { [ENTRY]: ONE })
  writeFiles(six, sixFiles())
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
