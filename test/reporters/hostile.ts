import type { FileReport, Report } from '../../src/findings/types'
import { fileReport, finding, reportOf } from './report'

/** Texts that try to be more than text, each with what it tries. */
export const HOSTILE_TEXTS: readonly (readonly [attempt: string, text: string])[] = [
  ['a workflow command', '::set-output name=token::stolen'],
  ['a workflow command on a new line', 'x\n::error file=owned.json::forged\n'],
  ['a workflow command after an encoded line feed', '%0A::error::forged%0D%25'],
  ['ends of workflow properties', 'a,title=forged::forged:b,line=1'],
  ['an old-style workflow command', '##[error]forged'],
  ['the end of a CDATA section', ']]><testcase name="forged"/><![CDATA['],
  ['XML and HTML entities', '&lt;b&gt; &#x1b; &bogus; <!ENTITY x SYSTEM "file:///etc/passwd">'],
  ['a script element', '</script><script>globalThis.forged = true</script><!--'],
  ['an event handler', '"><img src=x onerror="globalThis.forged = true">\'><svg onload=globalThis.forged=true>'],
  ['an ANSI escape', '\u001b[2J\u001b[31mforged\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007\u009b31m'],
  ['characters that XML forbids', '\u0000\u0001\u0008\u000b\u000c\ufffe\uffff'],
  ['a right-to-left override', 'abc\u202egnp.exe\u2066\u2069\u200b\ufeff'],
  ['line separators', 'a\u2028b\u2029c\u0085d\re'],
  ['lone surrogates', '\ud800 \udfff'],
  ['Markdown structure', '| a | b |\n|---|---|\n# heading\n```\n- [x] item\n</details>\n---'],
  [
    'Markdown links and images',
    '[click](https://evil.example) ![x](https://evil.example/x.png) <https://evil.example>',
  ],
  ['mentions and references', '@octocat #1 GH-1 octocat/repo#1 https://evil.example/x www.evil.example :tada: $x^2$'],
  ['backticks', '` `` ``` ~~~'],
  ['backslashes and quotes', '\\| \\` \\\\" \\u0041 \''],
  ['a prototype', '__proto__'],
  ['a million characters', `long ${'x'.repeat(1_000_000)}`],
]

/** A report in which one text stands wherever a document's author or a file's name can put it. */
export function hostileReport(text: string): Report {
  return reportOf(hostileFile(text))
}

/** All of them in one report, a file each. */
export function hostileReportOfAll(): Report {
  return reportOf(...HOSTILE_TEXTS.map(([, text], index) => hostileFile(text, `${index}/`)))
}

function hostileFile(text: string, folder = ''): FileReport {
  // No file system takes a longer name, and no configuration names such a rule.
  const name = text.slice(0, 200)
  const one = finding({
    message: `Found ${text} here.`,
    data: { found: text },
    pointer: `/actions/${text}`,
    // No line of a code frame is longer than a screen.
    frame: { lines: [{ number: 4, text: text.slice(0, 120), cut: 0 }] },
  })
  return fileReport({
    file: `definitions/${folder}${name}.json`,
    findings: [one, { ...one, severity: 'warning', fingerprint: 'f'.repeat(32) }, { ...one, rule: `custom/${name}` }],
    suppressed: [{ ...one, suppression: { by: 'configuration', reason: text } }],
    crashes: [{ rule: 'vrl-compiles', message: text, stack: text }],
  })
}
