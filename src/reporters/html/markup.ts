import { escapeTerminal } from '../escape'

const HTML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** For an element's content or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => HTML_ENTITIES[character] ?? '')
}

/** The same for text from a document or a file name: invisible characters are shown as escapes. */
export function visibleHtml(text: string): string {
  return escapeHtml(escapeTerminal(text))
}

/** JSON for a script element with data: it contains neither `</script>` nor `<!--`. */
export function embeddedJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c')
}

/**
 * A rule's Markdown as HTML: paragraphs, lists, code blocks, code, emphasis and links, which is all that
 * the rules use. Everything else stays text.
 */
export function markdownToHtml(markdown: string): string {
  return markdown
    .split(/^(```[^\n]*\n[\s\S]*?\n```)$/m)
    .flatMap((part) => (part.startsWith('```') ? codeBlock(part) : part.split(/\n[ \t]*\n/).map(block)))
    .join('')
}

function codeBlock(fenced: string): string {
  return `<pre><code>${escapeHtml(fenced.replace(/^```[^\n]*\n/, '').replace(/\n```$/, ''))}</code></pre>`
}

function block(text: string): string {
  const lines = text.trim()
  if (lines === '') return ''
  if (!/^[-*] /.test(lines)) return `<p>${inlineToHtml(lines)}</p>`
  const items = lines.split(/^[-*] /m).slice(1)
  return `<ul>${items.map((item) => `<li>${inlineToHtml(item.trim())}</li>`).join('')}</ul>`
}

/** A line of a rule's Markdown. */
export function inlineToHtml(markdown: string): string {
  return markdown
    .split(/(`[^`]+`)/)
    .map((part) =>
      /^`[^`]+`$/.test(part)
        ? `<code>${escapeHtml(part.slice(1, -1))}</code>`
        : escapeHtml(part)
            .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
            .replace(/\[([^\]]+)\]\((https:\/\/[^\s)]+)\)/g, '<a href="$2" rel="noreferrer">$1</a>'),
    )
    .join('')
}
