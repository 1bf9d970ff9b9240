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
  /** The spans of its comments; empty if none can be a directive of this tool. */
  comments: readonly TextSpan[]
}

/**
 * Instruments a source file so that it records where its values are written: object and array literals, calls, `new`,
 * assignments to properties and thrown values go through the recorder. Code that cannot be wrapped without changing its
 * meaning (`super()`, dynamic imports, optional chains) stays as it is.
 *
 * @param index the index of the file in its project
 * @throws SyntaxError as `@babel/parser` does
 */
export function instrument(path: string, text: string, index: number): Instrumented {
  const ast = parseSource(path, text)
  const instrumenter = new Instrumenter(text, index)
  instrumenter.visitProgram(ast.program)
  return { ...instrumenter.finish(path), comments: text.includes('integration-lint-') ? commentsIn(ast) : [] }
}

/**
 * The spans of the comments of a source file.
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
 * Describes a JSON file that a definition imports.
 *
 * @throws SyntaxError as `@babel/parser` does
 */
export function describeJson(path: string, text: string, index: number): SourceFile {
  const instrumenter = new Instrumenter(text, index)
  instrumenter.visitJson(parseExpression(text))
  return instrumenter.finish(path).source
}

type Scope = Map<string, number>

/** The properties of syntax nodes that contain no code to instrument. */
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

/** Methods of zui that store the source of a function, which must therefore not be instrumented. */
const STORES_SOURCE: ReadonlySet<string> = new Set(['hidden', 'disabled'])

/** esbuild and JavaScript give direct calls of these functions a meaning that wrapped calls do not have. */
const NOT_WRAPPED: ReadonlySet<string> = new Set(['require', 'eval'])

class Instrumenter {
  readonly #text: string
  /** The number of the file's first site. */
  readonly #firstSite: number
  readonly #code: MagicString
  readonly #expressions: Expression[] = []
  readonly #sites: Site[] = []
  readonly #bindings: Binding[] = []
  readonly #exports: Record<string, Export> = Object.create(null)
  readonly #stars: string[] = []
  readonly #literals: { value: string; at: Span }[] = []
  readonly #descriptions = new Map<babel.Node, number>()
  readonly #siteOf = new Map<babel.Node, number>()
  readonly #scopes: Scope[] = []
  /** The variables of each declarator whose initialiser has not been visited yet. */
  readonly #pending = new Map<babel.Node, { binding: number; path: readonly string[] }[]>()
  /** Greater than 0 inside code that must not be instrumented. */
  #keepDepth = 0

  constructor(text: string, index: number) {
    this.#text = text
    this.#firstSite = index * SITES_PER_FILE
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
        this.#exports[staticName(property.key)] = { expression: this.#describe(property.value) }
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
        this.#bindInitialiser(node)
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
      case 'ThrowStatement':
        this.#visitThrow(node)
        return
      case 'StringLiteral':
        this.#literals.push({ value: node.value, at: nodeSpan(node) })
        return
      case 'TemplateLiteral':
        if (node.expressions.length === 0) this.#literals.push({ value: templateText(node), at: nodeSpan(node) })
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
      const exported = staticName(specifier.exported)
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
    const site = this.#openLiteral(node)
    for (const property of node.properties) {
      if (property.type === 'SpreadElement') {
        this.#wrap(property.argument, `${RECORDER}.spread(${this.#firstSite + site},`)
      } else if (property.type === 'ObjectMethod') {
        this.#visit(property)
      } else {
        const { key } = property
        if (property.computed) this.#wrap(key, `${RECORDER}.key(${this.#firstSite + site},`)
        else if (key.type === 'StringLiteral') this.#literals.push({ value: key.value, at: nodeSpan(key) })
        if (property.shorthand !== true) this.#visit(property.value)
      }
    }
    this.#closeLiteral(node)
    this.#sites[site] = {
      type: 'object',
      at: nodeSpan(node),
      entries: node.properties.map((property) => this.#describeProperty(property)),
    }
  }

  #describeProperty(property: babel.ObjectExpression['properties'][number]): ObjectEntry {
    if (property.type === 'SpreadElement') return { type: 'spread', value: this.#describe(property.argument) }
    const value =
      property.type === 'ObjectMethod'
        ? this.#add({ type: 'other', at: nodeSpan(property) })
        : this.#describe(property.value)
    const at = nodeSpan(property.key)
    return property.computed
      ? { type: 'computed', at, value }
      : { type: 'property', key: staticName(property.key), at, value }
  }

  #visitArray(node: babel.ArrayExpression): void {
    const site = this.#openLiteral(node)
    for (const element of node.elements) {
      if (element?.type === 'SpreadElement')
        this.#wrap(element.argument, `${RECORDER}.spread(${this.#firstSite + site},`)
      else this.#visit(element)
    }
    this.#closeLiteral(node)
    const items = node.elements.map((element) => {
      if (element === null) return null
      if (element.type === 'SpreadElement') return { spread: this.#describe(element.argument) }
      return this.#describe(element)
    })
    this.#sites[site] = { type: 'array', at: nodeSpan(node), items }
  }

  #visitCall(node: babel.CallExpression): void {
    const { callee } = node
    const method = callee.type === 'MemberExpression' ? callee : undefined
    const canWrap =
      this.#keepDepth === 0 &&
      (method === undefined
        ? callee.type === 'Identifier' && !NOT_WRAPPED.has(callee.name)
        : method.object.type !== 'Super' && method.property.type !== 'PrivateName')
    const name = calleeName(callee)
    if (!canWrap) {
      this.#visit(callee)
      this.#visitArguments(node.arguments, name)
      return
    }
    const site = this.#sites.push({ type: 'call', at: nodeSpan(node), name, token: [0, 0], arguments: [] }) - 1
    this.#siteOf.set(node, site)
    const code = this.#code
    const id = this.#firstSite + site
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
      at: nodeSpan(node),
      name,
      token: nodeSpan(method?.property ?? callee),
      arguments: node.arguments.map((argument) => this.#describeArgument(argument)),
    }
  }

  #visitNew(node: babel.NewExpression): void {
    const { callee } = node
    const name = calleeName(callee)
    const hasArguments = this.#text[end(node) - 1] === ')' && end(callee) !== end(node)
    if (this.#keepDepth > 0 || !hasArguments || callee.type === 'Super' || callee.type === 'Import') {
      this.#visit(callee)
      this.#visitArguments(node.arguments, name)
      return
    }
    const site = this.#sites.push({ type: 'call', at: nodeSpan(node), name, token: [0, 0], arguments: [] }) - 1
    this.#siteOf.set(node, site)
    const open = this.#parenthesisAfter(end(callee))
    this.#replace(start(node), start(callee), `${RECORDER}.construct(${this.#firstSite + site},`)
    this.#visit(callee)
    this.#replace(end(callee), open + 1, ',')
    this.#visitArguments(node.arguments, name)
    this.#sites[site] = {
      type: 'call',
      at: nodeSpan(node),
      name,
      token: nodeSpan(callee.type === 'MemberExpression' ? callee.property : callee),
      arguments: node.arguments.map((argument) => this.#describeArgument(argument)),
    }
  }

  #visitArguments(nodes: babel.CallExpression['arguments'], name: string): void {
    const keep = STORES_SOURCE.has(name)
    if (keep) this.#keepDepth += 1
    for (const argument of nodes) this.#visit(argument)
    if (keep) this.#keepDepth -= 1
  }

  #visitAssignment(node: babel.AssignmentExpression): void {
    const { left, right } = node
    const canWrap =
      this.#keepDepth === 0 &&
      node.operator === '=' &&
      left.type === 'MemberExpression' &&
      left.object.type !== 'Super' &&
      left.property.type !== 'PrivateName' &&
      // `module.exports = …` must stay recognisable for esbuild.
      !(left.object.type === 'Identifier' && /^(module|exports)$/.test(left.object.name))
    if (!canWrap) {
      this.#visit(left)
      this.#visit(right)
      return
    }
    const site =
      this.#sites.push({ type: 'assignment', at: nodeSpan(node), key: [0, 0], computed: false, value: 0 }) - 1
    const code = this.#code
    code.appendRight(start(node), `${RECORDER}.assign(${this.#firstSite + site},`)
    this.#visit(left.object)
    if (left.computed) {
      this.#replace(end(left.object), start(left.property), ',')
      this.#visit(left.property)
      this.#replace(end(left.property), start(right), ',')
    } else this.#replace(end(left.object), start(right), `,${JSON.stringify(staticName(left.property))},`)
    this.#visit(right)
    code.appendLeft(end(node), ')')
    this.#sites[site] = {
      type: 'assignment',
      at: nodeSpan(node),
      key: nodeSpan(left.property),
      computed: left.computed,
      value: this.#describe(right),
    }
  }

  #visitThrow(node: babel.ThrowStatement): void {
    const site = this.#sites.push({ type: 'throw', at: nodeSpan(node) }) - 1
    // The parentheses keep `throw a, b` one value.
    this.#wrap(node.argument, `${RECORDER}.thrown(${this.#firstSite + site},(`, '))')
  }

  /** Adds a site for an object or array literal, and begins to wrap the literal; `#closeLiteral` ends that. */
  #openLiteral(node: babel.ObjectExpression | babel.ArrayExpression): number {
    const site = this.#sites.push({ type: 'array', at: nodeSpan(node), items: [] }) - 1
    if (this.#keepDepth === 0) {
      this.#siteOf.set(node, site)
      this.#code.appendRight(start(node), `${RECORDER}.literal(${this.#firstSite + site},`)
    }
    return site
  }

  #closeLiteral(node: babel.ObjectExpression | babel.ArrayExpression): void {
    if (this.#keepDepth === 0) this.#code.appendLeft(end(node), ')')
  }

  /** Visits a node and wraps it in a call, of which `before` and `after` are the code around the node. */
  #wrap(node: babel.Node, before: string, after = ')'): void {
    if (this.#keepDepth === 0) this.#code.appendRight(start(node), before)
    this.#visit(node)
    if (this.#keepDepth === 0) this.#code.appendLeft(end(node), after)
  }

  /** Replaces a part of the code but keeps its line breaks, so that the line numbers of errors stay right. */
  #replace(from: number, to: number, replacement: string): void {
    const lines = this.#text.slice(from, to).split('\n').length - 1
    this.#code.update(from, to, replacement + '\n'.repeat(lines))
  }

  #describeArgument(node: babel.CallExpression['arguments'][number]): number | { spread: number } {
    return node.type === 'SpreadElement' ? { spread: this.#describe(node.argument) } : this.#describe(node)
  }

  /** The description of an expression. To be called after the visit of the node, in its scope. */
  #describe(node: babel.Node): number {
    const known = this.#descriptions.get(node)
    if (known !== undefined) return known
    const description = this.#describeAnew(node)
    this.#descriptions.set(node, description)
    return description
  }

  #describeAnew(node: babel.Node): number {
    const at = nodeSpan(node)
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
              : staticName(node.property)
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
        return calleeName(node.callee) === 'freeze' && first !== undefined && first.type !== 'SpreadElement'
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

  /** Declares the names of a statement before its block is visited, since functions may use them earlier. */
  #declare(node: babel.Node): void {
    switch (node.type) {
      case 'ImportDeclaration': {
        const source = node.source.value
        for (const specifier of node.specifiers) {
          if (specifier.type === 'ImportNamespaceSpecifier')
            this.#declareName(specifier.local.name, { type: 'namespace', source })
          else {
            const name = specifier.type === 'ImportDefaultSpecifier' ? 'default' : staticName(specifier.imported)
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
            members[staticName(id)] = { at: nodeSpan(initializer), value: initializer.value }
            if (initializer.type === 'StringLiteral')
              this.#literals.push({ value: initializer.value, at: nodeSpan(initializer) })
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
            this.#declarePattern(property.value, make, [...path, staticName(property.key)], declarator)
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

  /** Binds the variables of a declarator to its initialiser, which has been visited. */
  #bindInitialiser(declarator: babel.VariableDeclarator): void {
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
    throw new SyntaxError(`No opening parenthesis after offset ${offset}`)
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

function nodeSpan(node: babel.Node): Span {
  return [start(node), end(node)]
}

/** The text of an identifier or of a literal key; empty for a computed one. */
function staticName(node: babel.Node): string {
  if (node.type === 'Identifier') return node.name
  if (node.type === 'StringLiteral') return node.value
  if (node.type === 'NumericLiteral') return String(node.value)
  return ''
}

function calleeName(callee: babel.Node): string {
  if (callee.type === 'MemberExpression') return staticName(callee.property)
  return staticName(callee)
}

function templateText({ quasis }: babel.TemplateLiteral): string {
  return quasis[0]?.value.cooked ?? ''
}

function declaredNames(node: babel.Node): string[] {
  if (node.type === 'VariableDeclaration') return node.declarations.flatMap(({ id }) => patternNames(id))
  if ('id' in node && isNode(node.id)) return [staticName(node.id)]
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
