import { INSTALL_SOURCE, TOOL_NAME } from '../../findings/help'
import type { Preset } from '../../rules/contract'

/** The ways to run the tool before a commit. `git` is a hook without a hook manager. */
export const HOOKS = ['git', 'pre-commit', 'husky', 'lefthook', 'none'] as const
export type Hook = (typeof HOOKS)[number]

export const SERVICES = ['github', 'gitlab', 'none'] as const
export type Service = (typeof SERVICES)[number]

/** A file that `init` writes if it does not exist. */
export interface Template {
  /** The path relative to the target folder, forward slashes. */
  path: string
  text: string
  executable?: boolean
  /** The text to add if the file exists. */
  addition: string
  /** Further steps for the user. */
  afterwards?: string
}

/** The command that installs the tool from its address: the name on npm may belong to somebody else. */
export const INSTALL = `npm install --save-dev ${INSTALL_SOURCE}`

// Without --no, npx would download the package of this name from npm if the project has not installed the tool; without
// --, npx would parse the flags.
const NPX = `npx --no -- ${TOOL_NAME}`
const STAGED = `${TOOL_NAME} --staged`

export function configurationTemplate(preset: Preset): Template {
  const configuration = {
    $schema: `./node_modules/${TOOL_NAME}/schemas/config.schema.json`,
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
        afterwards: 'npm install --save-dev husky && npx husky',
      }
    case 'lefthook':
      return {
        path: 'lefthook.yml',
        text: LEFTHOOK,
        addition: LEFTHOOK,
        afterwards: 'npm install --save-dev lefthook && npx lefthook install',
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

// The project's installation takes precedence over the global one.
const GIT_HOOK = `#!/bin/sh
# Checks the staged integration definitions. Written by ${TOOL_NAME} init.
PATH="$PWD/node_modules/.bin:$PATH"
${STAGED} || exit
`

// A local hook runs the project's installation; pre-commit would build the tool if the repository were the hook's
// source.
const PRE_COMMIT = `repos:
  - repo: local
    hooks:
      - id: ${TOOL_NAME}
        name: ${TOOL_NAME}
        language: system
        entry: ${NPX} --ignore-unknown
        args: ['--']
        files: \\.(?:jsonc?|[cm]?[jt]sx?|vrl|svg|md)$
`

const LEFTHOOK = `pre-commit:
  jobs:
    - name: ${TOOL_NAME}
      glob: '*.{json,jsonc,ts,tsx,mts,cts,js,jsx,mjs,cjs,vrl,svg,md}'
      run: ${NPX} --staged
`

const GITHUB = `name: ${TOOL_NAME}
on: [push, pull_request]
permissions:
  contents: read
jobs:
  ${TOOL_NAME}:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
      - uses: actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020 # v4.4.0
        with:
          node-version: 24
      - run: npm ci
      - run: ${NPX} .
`

const GITLAB = `${TOOL_NAME}:
  image: node:24
  script:
    - npm ci
    - ${NPX} . --format gitlab --output-file gl-code-quality-report.json --format pretty
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
`
