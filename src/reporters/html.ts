import { sha256 } from '@noble/hashes/sha2'
import { utf8ToBytes } from '@noble/hashes/utils'
import type { Crash, Report } from '../findings/types'
import { SEVERITIES } from '../findings/types'
import { type RuleCounts, rulesByCount } from './by-rule'
import { clip } from './escape'
import { MOST_CRASHES, nothingListed, severityCounts } from './headline'
import { rulesChart, severityChart } from './html/charts'
import { pageData } from './html/data'
import { embeddedJson, escapeHtml, inlineToHtml, markdownToHtml, visibleHtml } from './html/markup'
import { countWithSeparators, formatNumber, plural } from './html/numbers'
import script from './html/page.client.js'
import style from './html/page.css'
import type { ReporterOptions, RuleMetadata, RunDescription } from './types'

/** In characters: the command line of a hook may name thousands of files. */
const LONGEST_COMMAND = 500

/** A page that contains its style, script and data, and whose policy forbids every request. */
export function formatHtml(report: Report, options: ReporterOptions): string {
  const rules = rulesByCount(report)
  const described = new Map(options.rules().map((rule) => [rule.id, rule]))
  const { name, version, url } = options.tool
  const policy = `default-src 'none'; style-src '${cspHash(style)}'; script-src '${cspHash(script)}'; base-uri 'none'; form-action 'none'`
  const hasFindings = rules.length > 0
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(`${pageHeadline(report, options.hidden ?? 0)} – ${name}`)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
<header class="top">
<div>
<p class="tool"><a href="${escapeHtml(url)}" rel="noreferrer">${escapeHtml(name)}</a> ${escapeHtml(version)}</p>
<h1>${escapeHtml(pageHeadline(report, options.hidden ?? 0))}</h1>
<p class="scope">${escapeHtml(scope(report))}</p>
${runDetails(options.run)}</div>
<button type="button" id="theme" class="quiet" hidden>Switch to dark theme</button>
</header>
${crashSection(report)}
${hasFindings ? findingsSection(report, rules) : cleanSection(report)}
${rules.map(({ id }, index) => explanationTemplate(index, described.get(id))).join('\n')}
<script type="application/json" id="data">${embeddedJson(
    pageData(
      report,
      rules.map(({ id }) => id),
    ),
  )}</script>
<script>${script}</script>
</body>
</html>
`
}

function findingsSection(report: Report, rules: readonly RuleCounts[]): string {
  return `<div class="columns">
<aside class="side" aria-label="Summary and filters">
<section aria-labelledby="by-severity">
<h2 id="by-severity">By severity</h2>
${severityChart(report)}
<fieldset id="severities" class="severities" disabled>
<legend class="unseen">Show the severities</legend>
${severityBoxes(report)}
</fieldset>
</section>
<details class="fold" open>
<summary><h2>Filters</h2></summary>
<form id="filters" role="search" aria-label="Filter the findings">
<fieldset id="controls" disabled>
<legend class="unseen">Filters</legend>
<label for="text" class="whole">Search</label>
<input type="search" id="text" class="whole" placeholder="Message, rule, file or pointer" autocomplete="off" spellcheck="false">
<div><label for="file">File</label>
<select id="file"><option value="">All files</option></select></div>
<div><label for="rule">Rule</label>
<select id="rule"><option value="">All rules</option></select></div>
<button type="reset" class="quiet">Clear filters</button>
</fieldset>
</form>
</details>
<details class="fold" id="rules" open>
<summary><h2 id="by-rule">By rule</h2></summary>
${rulesChart(rules)}
</details>
</aside>
<main id="findings" tabindex="-1" aria-labelledby="findings-title">
<div class="bar">
<h2 id="findings-title">Findings</h2>
<p id="count" role="status" aria-live="polite"></p>
</div>
<noscript><p class="notice">The list of findings and its filters need JavaScript, which is switched off.</p></noscript>
<div id="list"></div>
<p id="none" class="notice" hidden>No finding passes these filters.</p>
<button type="button" id="more" hidden>Show more</button>
</main>
</div>`
}

function severityBoxes({ summary }: Report): string {
  const counts = { error: summary.errors, warning: summary.warnings, info: summary.infos }
  return SEVERITIES.map(
    (severity) =>
      `<label class="severity ${severity}${counts[severity] === 0 ? ' zero' : ''}"><input type="checkbox" name="severity" value="${severity}" checked> <span class="number">${formatNumber(counts[severity])}</span> <span class="name">${plural(counts[severity], severity)}</span></label>`,
  ).join('\n')
}

const CHECK_MARK =
  '<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"><circle cx="12" cy="12" r="10"/><path d="m7.5 12.5 3 3 6-6.5"/></svg>'

function cleanSection({ summary, files }: Report): string {
  if (files.some(({ crashes }) => crashes.length > 0)) return '<main id="findings" tabindex="-1"></main>'
  const suppressed =
    summary.suppressed === 0
      ? ''
      : ` ${countWithSeparators(summary.suppressed, 'finding')} ${summary.suppressed === 1 ? 'is' : 'are'} suppressed.`
  const text =
    summary.files === 0
      ? 'No file was checked.'
      : `Nothing to report in ${countWithSeparators(summary.files, 'file')}.${suppressed}`
  return `<main id="findings" tabindex="-1" class="clean">${CHECK_MARK}<p>${escapeHtml(text)}</p></main>`
}

function crashSection({ files }: Report): string {
  const crashes = files.flatMap(({ file, crashes }) => crashes.map((crash) => crashItem(file, crash)))
  if (crashes.length === 0) return ''
  const left = crashes.length - MOST_CRASHES
  return `<section class="crashes" aria-labelledby="crashes-title">
<h2 id="crashes-title">${crashes.length === 1 ? 'A rule' : `${formatNumber(crashes.length)} times a rule`} failed to run</h2>
<ul>${crashes.slice(0, MOST_CRASHES).join('')}${left > 0 ? `<li>…and ${formatNumber(left)} more</li>` : ''}</ul>
</section>`
}

function crashItem(file: string, { rule, message }: Crash): string {
  return `<li><code>${visibleHtml(clip(rule))}</code> on <code>${visibleHtml(clip(file))}</code>: ${visibleHtml(clip(message))}</li>`
}

/** The content of a finding's explanation, which the script shows when it is opened. */
function explanationTemplate(index: number, rule: RuleMetadata | undefined): string {
  if (rule === undefined) return ''
  const [bad] = rule.examples.bad
  const [good] = rule.examples.good
  const example = (title: string, text: string | undefined) =>
    text === undefined ? '' : `<div><p>${title}</p><pre><code>${escapeHtml(text)}</code></pre></div>`
  return `<template id="rule-${index}"><details class="why"><summary>About ${escapeHtml(rule.id)}</summary><div class="explanation"><p>Required: ${inlineToHtml(rule.summary)}</p>${markdownToHtml(rule.description)}<div class="examples">${example('Reported:', bad)}${example('Not reported:', good)}</div><p><a href="${escapeHtml(rule.helpUrl)}" rel="noreferrer">The page of ${escapeHtml(rule.id)}</a></p></div></details></template>`
}

function pageHeadline({ summary, files }: Report, hidden: number): string {
  const counts = severityCounts(summary, countWithSeparators)
  if (counts.length > 0) return counts.join(', ')
  if (files.some(({ crashes }) => crashes.length > 0)) return 'Some rules failed to run'
  return nothingListed(hidden).replace('no', 'No')
}

function scope({ summary, files }: Report): string {
  const faulty = files.filter(({ findings }) => findings.length > 0).length
  const suppressed =
    summary.suppressed === 0 ? '' : `, ${countWithSeparators(summary.suppressed, 'finding')} suppressed`
  if (faulty === 0) return `${countWithSeparators(summary.files, 'file')} checked${suppressed}`
  return `In ${formatNumber(faulty)} of ${countWithSeparators(summary.files, 'file')}${suppressed}`
}

/** Describes the run that made the report, for readers at a later time or on another machine. */
function runDetails(run: RunDescription | undefined): string {
  if (run === undefined) return ''
  const { date, command, preset, commit } = run
  const entries: [string, string][] = [
    ['Date', `<time datetime="${escapeHtml(date)}">${escapeHtml(date.slice(0, 16).replace('T', ' '))} UTC</time>`],
    ['Command', `<code>${visibleHtml(clip(command, LONGEST_COMMAND))}</code>`],
    ...(preset === undefined ? [] : [['Preset', visibleHtml(preset)] satisfies [string, string]]),
    ...(commit === undefined ? [] : [['Commit', `<code>${visibleHtml(commit)}</code>`] satisfies [string, string]]),
  ]
  return `<dl class="run">${entries.map(([term, value]) => `<div><dt>${term}</dt><dd>${value}</dd></div>`).join('')}</dl>\n`
}

/** A source of a Content Security Policy that allows exactly this inline text. */
function cspHash(text: string): string {
  return `sha256-${btoa(String.fromCharCode(...sha256(utf8ToBytes(text))))}`
}
