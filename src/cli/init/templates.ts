import { TOOL_NAME, TOOL_VERSION } from '../../findings/help'
import type { Preset } from '../../rules/contract'

/** Ways to run before a commit. `git` is a hook without a manager. */
export const HOOKS = ['git', 'pre-commit', 'husky', 'lefthook', 'none'] as const
export type Hook = (typeof HOOKS)[number]

export const SERVICES = ['github', 'gitlab', 'none'] as const
export type Service = (typeof SERVICES)[number]

/** A file that `init` writes where there is none. */
export interface Template {
  /** Relative to the folder that it is for, forward slashes. */
  path: string
  text: string
  executable?: boolean
  /** What to put into the file where there is one already. */
  addition: string
  /** What has to be done besides. */
  afterwards?: string
}

const PACKAGE = `${TOOL_NAME}@${TOOL_VERSION}`
const STAGED = `${TOOL_NAME} --staged`

export function configurationTemplate(preset: Preset): Template {
  const configuration = {
    $schema: 'https://unpkg.com/integration-lint/schemas/config.schema.json',
    root: true,
    extends: preset,
  }
  const text = `${JSON.stringify(configuration, null, 2)}\n`
  return { path: `${TOOL_NAME}.config.json`, text, addition: text }
}

export function hookTemplate(hook: Exclude<Hook, 'none'>): Template {
  switch (hook) {
    case 'git':
      return { path: 'pre-commit', text: GIT_HOOK, executable: true, addition: GIT_HOOK.replace('#!/bin/sh\n', '') }
    case 'pre-commit': {
      const repository = PRE_COMMIT.replace('repos:\n', '')
      return {
        path: '.pre-commit-config.yaml',
        text: PRE_COMMIT,
        addition: repository,
        afterwards: 'pre-commit install',
      }
    }
    case 'husky':
      return {
        path: '.husky/pre-commit',
        text: `${STAGED}\n`,
        executable: true,
        addition: `${STAGED}\n`,
        afterwards: `npm install --save-dev husky ${TOOL_NAME} && npx husky`,
      }
    case 'lefthook':
      return {
        path: 'lefthook.yml',
        text: LEFTHOOK,
        addition: LEFTHOOK,
        afterwards: `npm install --save-dev lefthook ${TOOL_NAME} && npx lefthook install`,
      }
  }
}

export function serviceTemplate(service: Exclude<Service, 'none'>): Template {
  switch (service) {
    case 'github':
      return { path: `.github/workflows/${TOOL_NAME}.yml`, text: GITHUB, addition: GITHUB }
    case 'gitlab':
      return { path: '.gitlab-ci.yml', text: GITLAB, addition: GITLAB }
  }
}

// The tool of the project comes first, then that of the machine, then what npx keeps or fetches.
const GIT_HOOK = `#!/bin/sh
# Checks the staged integration definitions. Written by ${TOOL_NAME} init.
PATH="$PWD/node_modules/.bin:$PATH"
if command -v ${TOOL_NAME} >/dev/null 2>&1; then
  ${STAGED} || exit
else
  npx --yes ${PACKAGE} --staged || exit
fi
`

// A local hook brings the published package alone; the repository as a hook would be built first.
const PRE_COMMIT = `repos:
  - repo: local
    hooks:
      - id: ${TOOL_NAME}
        name: ${TOOL_NAME}
        language: node
        additional_dependencies: ['${PACKAGE}']
        entry: ${TOOL_NAME} --ignore-unknown
        args: ['--']
        files: \\.(?:jsonc?|[cm]?[jt]s|vrl|svg|md)$
`

const LEFTHOOK = `pre-commit:
  jobs:
    - name: ${TOOL_NAME}
      glob: '*.{json,jsonc,vrl}'
      run: npx ${STAGED}
`

const GITHUB = `name: ${TOOL_NAME}
on: [push, pull_request]
permissions:
  contents: read
jobs:
  ${TOOL_NAME}:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 24
      - run: npx --yes ${PACKAGE} .
`

const GITLAB = `${TOOL_NAME}:
  image: node:24
  script:
    - npx --yes ${PACKAGE} . --format gitlab --output-file gl-code-quality-report.json --format pretty
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
`
