/** Texts of create bodies with one script; «…» marks in the script stay where they are. */

export function withExtract(script: string, more = ''): string {
  return `{ "name": "acme", "version": "1.0.0", "identifier": { "extractScript": ${JSON.stringify(script)} }${more} }`
}

export function withFallback(script: string, more = ''): string {
  return `{ "name": "acme", "version": "1.0.0", "identifier": { "fallbackHandlerScript": ${JSON.stringify(script)} }${more} }`
}

export function withLink(script: string, more = ''): string {
  return `{ "name": "acme", "version": "1.0.0", "configuration": { "identifier": { "linkTemplateScript": ${JSON.stringify(script)} } }${more} }`
}

/** With the link in an entry of `configurations`. */
export function withNamedLink(configuration: string, script: string): string {
  return `{ "name": "acme", "version": "1.0.0", "configurations": { "${configuration}": { "identifier": { "linkTemplateScript": ${JSON.stringify(script)} } } } }`
}

/** With a sandbox whose scripts extract the identifier and the message. */
export function withSandbox(identifier: string, message: string, more = ''): string {
  return `{ "name": "acme", "version": "1.0.0", "sandbox": { "identifierExtractScript": ${JSON.stringify(identifier)}, "messageExtractScript": ${JSON.stringify(message)} }${more} }`
}
