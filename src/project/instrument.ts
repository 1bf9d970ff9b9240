import { parse, parseExpression } from '@babel/parser'
import type * as babel from '@babel/types'
import MagicString from 'magic-string'
import type { Span, TextSpan } from '../document/types'
import {
  type Binding,
  type Export,
  type Expression,
  type ObjectEntry,
  RECORDER,
  SITES_PER_FILE,
  type Site,
  type SourceFile,
} from './sites'

export interface Instrumented {
  /** The TypeScript source with code that records where each object was made. */
  code: string
  source: SourceFile
  /** The places of its comments, if one of them may be a directive for this tool. */
  comments: readonly TextSpan[]
}

/**
 * Instruments a source file so that it records where its values are written: every object and array literal, call and
 * `new` goes through the recorder. Code that cannot be wrapped without changing its meaning (`super()`, `import()`,
 * optional chains) is left alone.
 *
 * @param index of the file within its project
 * @throws SyntaxError as `@babel/parser` does
 */
export function instrument(path: string, text: string, index: number): Instrumented {
  const ast = parseSource(path, text)
  const instrumenter = new Instrumenter(text, index)
  instrumenter.visitProgram(ast.program)
  return { ...instrumenter.finish(path), comments: text.includes('integration-lint-') ? commentsIn(ast) : [] }
}

/**
 * The places of the comments of a source file.
 *
 * @throws SyntaxError as `@babel/parser` does
 */
export function sourceComments(path: string, text: string): TextSpan[] {
  return commentsIn(parseSource(path, text))
}

function parseSource(path: string, text: string) {
  return parse(text, {
    sourceType: 'module',
    allowReturnOutsideFunction: true,
    errorRecovery: true,
    createParenthesizedExpressions: true,
    attachComment: false,
    plugins: [
      /\.[jt]sx$/.test(path) ? 'jsx' : 'decorators-legacy',
      ...(/\.[cm]?jsx?$/.test(path) ? [] : ['typescript' as const]),
    ],
  })
}

function commentsIn({ comments }: ReturnType<typeof parseSource>): TextSpan[] {
  return (comments ?? []).map(({ start, end }) => ({ start: start ?? 0, end: end ?? 0 }))
}

/**
 * The places of the values in a JSON file that a definition imports.
 *
 * @throws SyntaxError as `@babel/parser` does
 */
export function describeJson(path: string, text: string, index: number): SourceFile {
  const instrumenter = new Instrumenter(text, index)
  instrumenter.visitJson(parseExpression(text))
  return instrumenter.finish(path).source
}

type Scope = Map<string, number>

/** Keys of a node that contain no code. */
const NO_CODE: ReadonlySet<string> = new Set([
  'loc',
  'extra',
  'errors',
  'tokens',
  'comments',
  'typeAnnotation',
  'typeParameters',
  'typeArguments',
  'returnType',
  'superTypeParameters',
  'implements',
  'directives',
])

/** Functions that zui stores as text, so they must stay as they were written. */
const KEPT_AS_TEXT: ReadonlySet<string> = new Set(['hidden', 'disabled'])

/** Functions whose calls esbuild or Node itself interprets. */
const NOT_WRAPPED: ReadonlySet<string> = new Set(['require', 'eval'])

class Instrumenter {
  readonly #text: string
  readonly #base: number
  readonly #code: MagicString
  readonly #expressions: Expression[] = []
  readonly #sites: Site[] = []
  readonly #bindings: Binding[] = []
  readonly #exports: Record<string, Export> = Object.create(null)
  readonly #stars: string[] = []
  readonly #literals: { value: string; at: Span }[] = []
  readonly #known = new Map<babel.Node, number>()
  readonly #siteOf = new Map<babel.Node, number>()
  readonly #scopes: Scope[] = []
  /** Initialisers that are described later, when the walk reaches their scope. */
  readonly #pending = new Map<babel.Node, { binding: number; path: readonly string[] }[]>()
  /** The nesting depth inside code that must stay as it was written. */
  #untouched = 0

  constructor(text: string, index: number) {
    this.#text = text
    this.#base = index * SITES_PER_FILE
    this.#code = new MagicString(text)
  }

  finish(path: string): Pick<Instrumented, 'code' | 'source'> {
    return {
      code: this.#code.toString(),
      source: {
        path,
        expressions: this.#expressions,
        sites: this.#sites,
        bindings: this.#bindings,
        exports: this.#exports,
        stars: this.#stars,
        literals: this.#literals,
        imports: {},
      },
    }
  }

  visitProgram(program: babel.Program): void {
    this.#inScope(program.body, () => {
      for (const statement of program.body) this.#visit(statement)
    })
  }

  visitJson(value: babel.Expression): void {
    this.#visit(value)
    this.#exports.default = { expression: this.#describe(value) }
    if (value.type !== 'ObjectExpression') return
    for (const property of value.properties) {
      if (property.type === 'ObjectProperty')
        this.#exports[nameOf(property.key)] = { expression: this.#describe(property.value) }
    }
  }

  #visit(node: babel.Node | null | undefined): void {
    if (node === null || node === undefined || isType(node)) return
    switch (node.type) {
      case 'ImportDeclaration':
        return
      case 'ExportAllDeclaration':
        this.#stars.push(node.source.value)
        return
      case 'ExportNamedDeclaration':
        this.#visitNamedExport(node)
        return
      case 'ExportDefaultDeclaration':
        this.#visit(node.declaration)
        if (isExpression(node.declaration)) this.#exports.default = { expression: this.#describe(node.declaration) }
        return
      case 'VariableDeclarator':
        this.#visit(node.id)
        this.#visit(node.init)
        this.#settle(node)
        return
      case 'TSEnumDeclaration':
      case 'TSModuleDeclaration':
      case 'TSDeclareFunction':
        return
      case 'BlockStatement':
      case 'StaticBlock':
        this.#inScope(node.body, () => this.#visitChildren(node))
        return
      case 'ForStatement':
        this.#inScope(node.init?.type === 'VariableDeclaration' ? [node.init] : [], () => this.#visitChildren(node))
        return
      case 'ForInStatement':
      case 'ForOfStatement':
        this.#inScope(node.left.type === 'VariableDeclaration' ? [node.left] : [], () => this.#visitChildren(node))
        return
      case 'SwitchStatement':
        this.#visit(node.discriminant)
        this.#inScope(
          node.cases.flatMap(({ consequent }) => consequent),
          () => {
            for (const each of node.cases) this.#visit(each)
          },
        )
        return
      case 'CatchClause':
        this.#inScope([], () => {
          if (node.param !== null && node.param !== undefined)
            this.#declarePattern(node.param, () => ({ type: 'unknown' }), [])
          this.#visitChildren(node)
        })
        return
      case 'ObjectExpression':
        this.#visitObject(node)
        return
      case 'ArrayExpression':
        this.#visitArray(node)
        return
      case 'CallExpression':
        this.#visitCall(node)
        return
      case 'NewExpression':
        this.#visitNew(node)
        return
      case 'AssignmentExpression':
        this.#visitAssignment(node)
        return
      case 'StringLiteral':
        this.#literals.push({ value: node.value, at: spanOf(node) })
        return
      case 'TemplateLiteral':
        if (node.expressions.length === 0) this.#literals.push({ value: templateText(node), at: spanOf(node) })
        this.#visitChildren(node)
        return
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'FunctionDeclaration':
      case 'ObjectMethod':
      case 'ClassMethod':
      case 'ClassPrivateMethod':
        this.#visitFunction(node)
        return
      default:
        this.#visitChildren(node)
    }
  }

  #visitChildren(node: babel.Node): void {
    for (const [key, value] of Object.entries(node)) {
      if (NO_CODE.has(key)) continue
      if (Array.isArray(value)) {
        for (const item of value) if (isNode(item)) this.#visit(item)
      } else if (isNode(value)) this.#visit(value)
    }
  }

  #visitFunction(
    node:
      | babel.ArrowFunctionExpression
      | babel.FunctionExpression
      | babel.FunctionDeclaration
      | babel.ObjectMethod
      | babel.ClassMethod
      | babel.ClassPrivateMethod,
  ): void {
    if ('key' in node && 'computed' in node && node.computed === true) this.#visit(node.key)
    this.#inScope([], () => {
      for (const [index, parameter] of node.params.entries()) {
        this.#declarePattern(parameter, (path) => ({ type: 'parameter', index, path }), [])
      }
      for (const parameter of node.params) this.#visit(parameter)
      this.#visit(node.body)
    })
  }

  #visitNamedExport(node: babel.ExportNamedDeclaration): void {
    this.#visit(node.declaration)
    for (const specifier of node.specifiers) {
      if (specifier.type === 'ExportNamespaceSpecifier') {
        if (node.source) {
          this.#exports[specifier.exported.name] = {
            binding: this.#bind({ type: 'namespace', source: node.source.value }),
          }
        }
        continue
      }
      if (specifier.type !== 'ExportSpecifier') continue
      const exported = nameOf(specifier.exported)
      if (node.source) this.#exports[exported] = { source: node.source.value, name: specifier.local.name }
      else {
        const binding = this.#lookUp(specifier.local.name)
        if (binding !== undefined) this.#exports[exported] = { binding }
      }
    }
    if (node.declaration === null || node.declaration === undefined) return
    for (const name of declaredNames(node.declaration)) {
      const binding = this.#lookUp(name)
      if (binding !== undefined) this.#exports[name] = { binding }
    }
  }

  #visitObject(node: babel.ObjectExpression): void {
    const site = this.#open(node, node)
    for (const property of node.properties) {
      if (property.type === 'SpreadElement') {
        this.#wrap(property.argument, `${RECORDER}.spread(${this.#base + site},`)
      } else if (property.computed && property.type === 'ObjectProperty') {
        this.#wrap(property.key, `${RECORDER}.key(${this.#base + site},`)
      } else if (property.type === 'ObjectProperty') {
        const key = property.key
        if (key.type === 'StringLiteral') this.#literals.push({ value: key.value, at: spanOf(key) })
        if (property.shorthand !== true) this.#visit(property.value)
      } else this.#visit(property)
      if (property.type === 'ObjectProperty' && property.computed) this.#visit(property.value)
    }
    this.#code.appendLeft(end(node), this.#untouched > 0 ? '' : ')')
    const entries: ObjectEntry[] = []
    for (const property of node.properties) {
      if (property.type === 'SpreadElement') {
        entries.push({ type: 'spread', value: this.#describe(property.argument) })
        continue
      }
      const value =
        property.type === 'ObjectMethod'
          ? this.#add({ type: 'other', at: spanOf(property) })
          : this.#describe(property.value)
      if (property.computed) entries.push({ type: 'computed', at: spanOf(property.key), value })
      else entries.push({ type: 'property', key: nameOf(property.key), at: spanOf(property.key), value })
    }
    this.#sites[site] = { type: 'object', at: spanOf(node), entries }
  }

  #visitArray(node: babel.ArrayExpression): void {
    const site = this.#open(node, node)
    for (const element of node.elements) {
      if (element?.type === 'SpreadElement') this.#wrap(element.argument, `${RECORDER}.spread(${this.#base + site},`)
      else this.#visit(element)
    }
    this.#code.appendLeft(end(node), this.#untouched > 0 ? '' : ')')
    const items = node.elements.map((element) => {
      if (element === null) return null
      if (element.type === 'SpreadElement') return { spread: this.#describe(element.argument) }
      return this.#describe(element)
    })
    this.#sites[site] = { type: 'array', at: spanOf(node), items }
  }

  #visitCall(node: babel.CallExpression): void {
    const { callee } = node
    const method = callee.type === 'MemberExpression' ? callee : undefined
    const wrapped =
      this.#untouched === 0 &&
      (method === undefined
        ? callee.type === 'Identifier' && !NOT_WRAPPED.has(callee.name)
        : method.object.type !== 'Super' && method.property.type !== 'PrivateName')
    const name = callNameOf(callee)
    if (!wrapped) {
      this.#visit(callee)
      this.#visitArguments(node.arguments, name)
      return
    }
    const site = this.#sites.push({ type: 'call', at: spanOf(node), name, token: [0, 0], arguments: [] }) - 1
    this.#siteOf.set(node, site)
    const code = this.#code
    const id = this.#base + site
    const open = this.#parenthesisAfter(end(callee))
    if (method === undefined) {
      code.appendRight(start(callee), `${RECORDER}.call(${id},`)
      this.#replace(end(callee), open + 1, ',')
    } else {
      code.appendRight(start(node), `${RECORDER}.method(${id},`)
      this.#visit(method.object)
      if (method.computed) {
        this.#replace(end(method.object), start(method.property), ',')
        this.#visit(method.property)
        this.#replace(end(method.property), open + 1, ',')
      } else this.#replace(end(method.object), open + 1, `,${JSON.stringify(name)},`)
    }
    this.#visitArguments(node.arguments, name)
    this.#sites[site] = {
      type: 'call',
      at: spanOf(node),
      name,
      token: spanOf(method?.property ?? callee),
      arguments: node.arguments.map((argument) => this.#describeArgument(argument)),
    }
  }

  #visitNew(node: babel.NewExpression): void {
    const { callee } = node
    const name = callNameOf(callee)
    const bare = this.#text[end(node) - 1] !== ')' || end(callee) === end(node)
    if (this.#untouched > 0 || bare || callee.type === 'Super' || callee.type === 'Import') {
      this.#visit(callee)
      this.#visitArguments(node.arguments, name)
      return
    }
    const site = this.#sites.push({ type: 'call', at: spanOf(node), name, token: [0, 0], arguments: [] }) - 1
    this.#siteOf.set(node, site)
    const open = this.#parenthesisAfter(end(callee))
    this.#replace(start(node), start(callee), `${RECORDER}.construct(${this.#base + site},`)
    this.#visit(callee)
    this.#replace(end(callee), open + 1, ',')
    this.#visitArguments(node.arguments, name)
    this.#sites[site] = {
      type: 'call',
      at: spanOf(node),
      name,
      token: spanOf(callee.type === 'MemberExpression' ? callee.property : callee),
      arguments: node.arguments.map((argument) => this.#describeArgument(argument)),
    }
  }

  #visitArguments(nodes: babel.CallExpression['arguments'], name: string): void {
    const keep = KEPT_AS_TEXT.has(name)
    if (keep) this.#untouched += 1
    for (const argument of nodes) this.#visit(argument)
    if (keep) this.#untouched -= 1
  }

  #visitAssignment(node: babel.AssignmentExpression): void {
    const { left, right } = node
    const simple =
      this.#untouched === 0 &&
      node.operator === '=' &&
      left.type === 'MemberExpression' &&
      left.object.type !== 'Super' &&
      left.property.type !== 'PrivateName' &&
      // `module.exports = …` must stay recognisable for esbuild.
      !(left.object.type === 'Identifier' && /^(module|exports)$/.test(left.object.name))
    if (!simple) {
      this.#visit(left)
      this.#visit(right)
      return
    }
    const site = this.#sites.push({ type: 'assignment', at: spanOf(node), key: [0, 0], value: 0 }) - 1
    const code = this.#code
    code.appendRight(start(node), `${RECORDER}.assign(${this.#base + site},`)
    this.#visit(left.object)
    if (left.computed) {
      this.#replace(end(left.object), start(left.property), ',')
      this.#visit(left.property)
      this.#replace(end(left.property), start(right), ',')
    } else this.#replace(end(left.object), start(right), `,${JSON.stringify(nameOf(left.property))},`)
    this.#visit(right)
    code.appendLeft(end(node), ')')
    this.#sites[site] = {
      type: 'assignment',
      at: spanOf(node),
      key: spanOf(left.property),
      value: this.#describe(right),
    }
  }

  /** Starts recording an object or array literal. */
  #open(node: babel.Node, key: babel.Node): number {
    const site = this.#sites.push({ type: 'array', at: spanOf(node), items: [] }) - 1
    if (this.#untouched === 0) {
      this.#siteOf.set(key, site)
      this.#code.appendRight(start(node), `${RECORDER}.literal(${this.#base + site},`)
    }
    return site
  }

  #wrap(node: babel.Node, before: string): void {
    if (this.#untouched === 0) this.#code.appendRight(start(node), before)
    this.#visit(node)
    if (this.#untouched === 0) this.#code.appendLeft(end(node), ')')
  }

  /**
   * Replaces a part of the text and keeps its line breaks, so that line numbers from Node.js and esbuild apply to the
   * source.
   */
  #replace(from: number, to: number, replacement: string): void {
    const lines = this.#text.slice(from, to).split('\n').length - 1
    this.#code.update(from, to, replacement + '\n'.repeat(lines))
  }

  #describeArgument(node: babel.CallExpression['arguments'][number]): number | { spread: number } {
    return node.type === 'SpreadElement' ? { spread: this.#describe(node.argument) } : this.#describe(node)
  }

  /** Describes a visited node in its scope. */
  #describe(node: babel.Node): number {
    const known = this.#known.get(node)
    if (known !== undefined) return known
    const described = this.#describeAnew(node)
    this.#known.set(node, described)
    return described
  }

  #describeAnew(node: babel.Node): number {
    const at = spanOf(node)
    const site = this.#siteOf.get(node)
    if (site !== undefined) return this.#add({ type: 'site', at, site })
    switch (node.type) {
      case 'StringLiteral':
      case 'NumericLiteral':
      case 'BooleanLiteral':
        return this.#add({ type: 'literal', at, value: node.value })
      case 'NullLiteral':
        return this.#add({ type: 'literal', at, value: null })
      case 'UnaryExpression':
        return node.operator === '-' && node.argument.type === 'NumericLiteral'
          ? this.#add({ type: 'literal', at, value: -node.argument.value })
          : this.#add({ type: 'other', at })
      case 'TemplateLiteral':
        return node.expressions.length === 0
          ? this.#add({ type: 'literal', at, value: templateText(node) })
          : this.#add({ type: 'other', at })
      case 'ParenthesizedExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
        return this.#describe(node.expression)
      case 'Identifier': {
        const binding = this.#lookUp(node.name)
        return this.#add(binding === undefined ? { type: 'other', at } : { type: 'name', at, binding })
      }
      case 'MemberExpression':
      case 'OptionalMemberExpression': {
        const key =
          node.property.type === 'StringLiteral'
            ? node.property.value
            : node.computed
              ? undefined
              : nameOf(node.property)
        return key === undefined
          ? this.#add({ type: 'other', at })
          : this.#add({ type: 'member', at, object: this.#describe(node.object), key })
      }
      case 'ConditionalExpression':
        return this.#add({
          type: 'either',
          at,
          options: [this.#describe(node.consequent), this.#describe(node.alternate)],
        })
      case 'LogicalExpression':
        return this.#add({ type: 'either', at, options: [this.#describe(node.left), this.#describe(node.right)] })
      case 'CallExpression': {
        // `Object.freeze(x)` returns x.
        const [first] = node.arguments
        return callNameOf(node.callee) === 'freeze' && first !== undefined && first.type !== 'SpreadElement'
          ? this.#describe(first)
          : this.#add({ type: 'other', at })
      }
      default:
        return this.#add({ type: 'other', at })
    }
  }

  #add(expression: Expression): number {
    return this.#expressions.push(expression) - 1
  }

  #bind(binding: Binding): number {
    return this.#bindings.push(binding) - 1
  }

  #lookUp(name: string): number | undefined {
    for (let depth = this.#scopes.length - 1; depth >= 0; depth -= 1) {
      const binding = this.#scopes[depth]?.get(name)
      if (binding !== undefined) return binding
    }
    return undefined
  }

  #inScope(statements: readonly babel.Node[], visit: () => void): void {
    this.#scopes.push(new Map())
    for (const statement of statements) this.#declare(statement)
    visit()
    this.#scopes.pop()
  }

  #declareName(name: string, binding: Binding): number {
    const index = this.#bind(binding)
    this.#scopes.at(-1)?.set(name, index)
    return index
  }

  /** Declares the names of a statement, which are visible in its whole block. */
  #declare(node: babel.Node): void {
    switch (node.type) {
      case 'ImportDeclaration': {
        const source = node.source.value
        for (const specifier of node.specifiers) {
          if (specifier.type === 'ImportNamespaceSpecifier')
            this.#declareName(specifier.local.name, { type: 'namespace', source })
          else {
            const name = specifier.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(specifier.imported)
            this.#declareName(specifier.local.name, { type: 'import', source, name })
          }
        }
        return
      }
      case 'ExportNamedDeclaration':
        if (node.declaration) this.#declare(node.declaration)
        return
      case 'VariableDeclaration':
        for (const declarator of node.declarations) {
          this.#declarePattern(declarator.id, () => ({ type: 'unknown' }), [], declarator)
        }
        return
      case 'FunctionDeclaration':
      case 'ClassDeclaration':
        if (node.id) this.#declareName(node.id.name, { type: 'unknown' })
        return
      case 'TSEnumDeclaration': {
        const members: Record<string, { at: Span; value: string | number }> = Object.create(null)
        for (const { id, initializer } of node.body?.members ?? node.members ?? []) {
          if (initializer?.type === 'StringLiteral' || initializer?.type === 'NumericLiteral') {
            members[nameOf(id)] = { at: spanOf(initializer), value: initializer.value }
            if (initializer.type === 'StringLiteral')
              this.#literals.push({ value: initializer.value, at: spanOf(initializer) })
          }
        }
        this.#declareName(node.id.name, { type: 'members', members })
        return
      }
      default:
    }
  }

  #declarePattern(
    pattern: babel.Node,
    make: (path: readonly string[]) => Binding,
    path: readonly string[],
    declarator?: babel.VariableDeclarator,
  ): void {
    switch (pattern.type) {
      case 'Identifier': {
        const binding = this.#declareName(pattern.name, make(path))
        if (declarator !== undefined) {
          const pending = this.#pending.get(declarator)
          if (pending === undefined) this.#pending.set(declarator, [{ binding, path }])
          else pending.push({ binding, path })
        }
        return
      }
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          if (property.type === 'ObjectProperty' && !property.computed) {
            this.#declarePattern(property.value, make, [...path, nameOf(property.key)], declarator)
          }
        }
        return
      case 'ArrayPattern':
        for (const [index, element] of pattern.elements.entries()) {
          if (element !== null) this.#declarePattern(element, make, [...path, String(index)], declarator)
        }
        return
      case 'AssignmentPattern':
        this.#declarePattern(pattern.left, make, path, declarator)
        return
      case 'TSParameterProperty':
        this.#declarePattern(pattern.parameter, make, path, declarator)
        return
      default:
    }
  }

  #settle(declarator: babel.VariableDeclarator): void {
    const pending = this.#pending.get(declarator)
    if (pending === undefined || declarator.init === null || declarator.init === undefined) return
    const expression = this.#describe(declarator.init)
    for (const { binding, path } of pending) this.#bindings[binding] = { type: 'value', expression, path }
  }

  /** The opening parenthesis of a call's arguments: type arguments and comments may come before it. */
  #parenthesisAfter(offset: number): number {
    const text = this.#text
    let at = offset
    let depth = 0
    for (; at < text.length; at += 1) {
      if (text.startsWith('//', at)) at = text.indexOf('\n', at)
      else if (text.startsWith('/*', at)) at = text.indexOf('*/', at) + 1
      else if (text[at] === '<') depth += 1
      else if (text[at] === '>' && text[at - 1] !== '=') depth -= 1
      else if (text[at] === '(' && depth === 0) return at
      if (at < 0) break
    }
    throw new SyntaxError(`No arguments at offset ${offset}`)
  }
}

function isNode(value: unknown): value is babel.Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/** Whether a node is a type or a declaration of types, which contains no code. */
function isType(node: babel.Node): boolean {
  return (
    node.type.startsWith('TS') &&
    !/^TS(As|Satisfies|NonNull|TypeAssertion|ParameterProperty|ExportAssignment|Instantiation|Enum|Module)/.test(
      node.type,
    )
  )
}

function isExpression(node: babel.Node): boolean {
  return !/Declaration$|^TSDeclare/.test(node.type)
}

function start(node: babel.Node): number {
  return node.start ?? 0
}

function end(node: babel.Node): number {
  return node.end ?? 0
}

function spanOf(node: babel.Node): Span {
  return [start(node), end(node)]
}

function nameOf(node: babel.Node): string {
  if (node.type === 'Identifier') return node.name
  if (node.type === 'StringLiteral') return node.value
  if (node.type === 'NumericLiteral') return String(node.value)
  return ''
}

function callNameOf(callee: babel.Node): string {
  if (callee.type === 'MemberExpression') return nameOf(callee.property)
  return nameOf(callee)
}

function templateText({ quasis }: babel.TemplateLiteral): string {
  return quasis[0]?.value.cooked ?? ''
}

function declaredNames(node: babel.Node): string[] {
  if (node.type === 'VariableDeclaration') return node.declarations.flatMap(({ id }) => patternNames(id))
  if ('id' in node && isNode(node.id)) return [nameOf(node.id)]
  return []
}

function patternNames(node: babel.Node): string[] {
  switch (node.type) {
    case 'Identifier':
      return [node.name]
    case 'ObjectPattern':
      return node.properties.flatMap((property) =>
        property.type === 'ObjectProperty' ? patternNames(property.value) : [],
      )
    case 'ArrayPattern':
      return node.elements.flatMap((element) => (element === null ? [] : patternNames(element)))
    case 'AssignmentPattern':
      return patternNames(node.left)
    default:
      return []
  }
}
