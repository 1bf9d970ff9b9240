import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

// The licence of TypeScript is the plain text of Apache-2.0.
const APACHE = createRequire(import.meta.url).resolve('typescript/LICENSE.txt')

const BSD = `BSD-3-Clause:

    Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
    following conditions are met:

    1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following
       disclaimer.
    2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
       disclaimer in the documentation and/or other materials provided with the distribution.
    3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote products
       derived from this software without specific prior written permission.

    THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES,
    INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
    DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
    SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
    SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY,
    WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF
    THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
`

/**
 * The licence and the copyright holders of each crate in the compiled VRL.
 *
 * The source is VRL's list of dependencies (LICENSE-3rdparty.csv). The crates marked `own` are missing there: their licences
 * and authors are from the manifest (Cargo.toml) in the repository of the crate, mostly of another version.
 */
const CRATES = {
  aead: ['MIT OR Apache-2.0', 'RustCrypto Developers'],
  aes: ['MIT OR Apache-2.0', 'RustCrypto Developers'],
  'aes-siv': ['Apache-2.0 OR MIT', 'RustCrypto Developers', 'own'],
  'aho-corasick': ['Unlicense OR MIT', 'Andrew Gallant'],
  anyhow: ['MIT OR Apache-2.0', 'David Tolnay'],
  base16: ['CC0-1.0', 'Thom Chiovoloni'],
  base64: ['MIT OR Apache-2.0', 'Alice Maz, Marshall Pierce'],
  'base64-simd': ['MIT', 'its authors', 'own'],
  'block-buffer': ['MIT OR Apache-2.0', 'RustCrypto Developers'],
  bytes: ['MIT', 'Carl Lerche, Sean McArthur'],
  chacha20: ['Apache-2.0 OR MIT', 'RustCrypto Developers'],
  charset: ['Apache-2.0 OR MIT', 'Henri Sivonen'],
  chrono: ['MIT OR Apache-2.0', 'The chrono Authors'],
  'chrono-tz': ['MIT OR Apache-2.0', 'The chrono-tz Authors'],
  ciborium: ['Apache-2.0', 'Nathaniel McCallum', 'own'],
  'ciborium-ll': ['Apache-2.0', 'Nathaniel McCallum', 'own'],
  cidr: ['MIT', 'Stefan Bühler'],
  cipher: ['MIT OR Apache-2.0', 'RustCrypto Developers'],
  'community-id': ['MIT OR Apache-2.0', 'Julian Wang'],
  console_error_panic_hook: ['Apache-2.0 OR MIT', 'Nick Fitzgerald', 'own'],
  convert_case: ['MIT', 'David Purdum, Rutrum'],
  crypto_secretbox: ['Apache-2.0 OR MIT', 'RustCrypto Developers'],
  csv: ['Unlicense OR MIT', 'Andrew Gallant'],
  'csv-core': ['Unlicense OR MIT', 'Andrew Gallant', 'own'],
  encoding_rs: ['(Apache-2.0 OR MIT) AND BSD-3-Clause', 'Henri Sivonen; WHATWG (Apple, Google, Mozilla, Microsoft)'],
  flate2: ['MIT OR Apache-2.0', 'Alex Crichton, Josh Triplett'],
  'generic-array': ['MIT', 'Bartłomiej Kamiński, Aaron Trent'],
  hashbrown: ['MIT OR Apache-2.0', "Amanieu d'Antras"],
  icu_collections: ['Unicode-3.0', 'Unicode, Inc.', 'own'],
  icu_normalizer: ['Unicode-3.0', 'Unicode, Inc.', 'own'],
  idna: ['MIT OR Apache-2.0', 'The rust-url developers', 'own'],
  indexmap: ['Apache-2.0 OR MIT', 'The indexmap Authors'],
  'influxdb-line-protocol': ['MIT OR Apache-2.0', 'InfluxDB IOx Project Developers'],
  itertools: ['MIT OR Apache-2.0', 'bluss'],
  keccak: ['Apache-2.0 OR MIT', 'RustCrypto Developers'],
  'lalrpop-util': ['Apache-2.0 OR MIT', 'Niko Matsakis'],
  lazy_static: ['MIT OR Apache-2.0', 'Marvin Löbel'],
  lz4_flex: ['MIT', 'Pascal Seitz, Arthur Silva, ticki', 'own'],
  memchr: ['Unlicense OR MIT', 'Andrew Gallant, bluss'],
  nom: ['MIT', 'Geoffroy Couprie'],
  'ordered-float': ['MIT', 'Jonathan Reem, Matt Brubeck'],
  'parse-size': ['MIT', 'kennytm', 'own'],
  'percent-encoding': ['MIT OR Apache-2.0', 'The rust-url developers', 'own'],
  pest: ['MIT OR Apache-2.0', 'Dragoș Tiselice'],
  phf_shared: ['MIT', 'Steven Fackler', 'own'],
  prost: ['Apache-2.0', 'Dan Burkert, Lucio Franco, Casper Meijn, Tokio Contributors'],
  'prost-reflect': ['MIT OR Apache-2.0', 'Andrew Hickman'],
  quoted_printable: ['0BSD', 'Kartikaya Gupta'],
  rand: ['MIT OR Apache-2.0', 'The Rand Project Developers, The Rust Project Developers'],
  rand_chacha: ['MIT OR Apache-2.0', 'The Rand Project Developers, The CryptoCorrosion Contributors'],
  rand_core: ['MIT OR Apache-2.0', 'The Rand Project Developers, The Rust Project Developers', 'own'],
  regex: ['MIT OR Apache-2.0', 'The Rust Project Developers, Andrew Gallant'],
  'regex-automata': ['MIT OR Apache-2.0', 'The Rust Project Developers, Andrew Gallant'],
  'regex-filtered': ['BSD-3-Clause', 'its authors', 'own'],
  'regex-syntax': ['MIT OR Apache-2.0', 'The Rust Project Developers, Andrew Gallant'],
  roxmltree: ['MIT OR Apache-2.0', 'Yevhenii Reizner'],
  rust_decimal: ['MIT', 'Paul Mason'],
  serde: ['MIT OR Apache-2.0', 'Erick Tryzelaar, David Tolnay'],
  serde_json: ['MIT OR Apache-2.0', 'Erick Tryzelaar, David Tolnay'],
  smallvec: ['MIT OR Apache-2.0', 'The Servo Project Developers'],
  snap: ['BSD-3-Clause', 'Andrew Gallant'],
  'strip-ansi-escapes': ['Apache-2.0 OR MIT', 'Ted Mielczarek'],
  syslog_loose: ['MIT', 'Stephen Wakely'],
  tinyvec: ['Zlib OR Apache-2.0 OR MIT', 'Lokathor'],
  'tracing-core': ['MIT', 'Tokio Contributors'],
  'twox-hash': ['MIT', 'Jake Goulding', 'own'],
  'ua-parser': ['Apache-2.0', 'its authors', 'own'],
  'unicode-bidi': ['MIT OR Apache-2.0', 'The Servo Project Developers'],
  'unicode-normalization': ['MIT OR Apache-2.0', 'kwantam, Manish Goregaokar'],
  'unicode-segmentation': ['MIT OR Apache-2.0', 'kwantam, Manish Goregaokar'],
  url: ['MIT OR Apache-2.0', 'The rust-url developers'],
  uuid: ['Apache-2.0 OR MIT', 'Ashley Mannix, Dylan DPC, Hunar Roop Kahlon'],
  vrl: ['MPL-2.0', 'Datadog, Inc., and the contributors of Vector', 'own'],
  vte: ['Apache-2.0 OR MIT', 'Joe Wilm, Christian Duerr'],
  'wasm-bindgen': ['MIT OR Apache-2.0', 'The wasm-bindgen Developers'],
  woothee: ['Apache-2.0', 'hhatto'],
  'zlib-rs': ['Zlib', 'its authors', 'own'],
  zstd: ['MIT', 'Alexandre Bury'],
  'zstd-safe': ['MIT OR Apache-2.0', 'Alexandre Bury'],
  'zstd-sys': ['MIT OR Apache-2.0', 'Alexandre Bury'],
}

/** Matches file names in panic messages, which contain the name and the version of the crate. */
const SOURCE = /registry\/src\/[^/\0]+\/([A-Za-z0-9_-]+?)-(\d+\.\d+\.\d+[\w.+-]*)\//g

/** The crates in a compiled module, as `name version`, sorted. */
export function cratesIn(module) {
  const found = module.toString('latin1').matchAll(SOURCE)
  return [...new Set([...found].map(([, name, version]) => `${name} ${version}`))].sort()
}

/** The notices of the crates in the compiled VRL. Throws for a crate without a known licence. */
export function renderCrates(module) {
  const lines = cratesIn(module).map((crate) => {
    const [licence, holder, source] = CRATES[crate.split(' ')[0]] ?? []
    if (licence === undefined)
      throw new Error(`scripts/vrl/crates.mjs does not know the licence of the crate ${crate}.`)
    return `    ${crate}: ${licence}; ${holder}${source === undefined ? '' : ' *'}`
  })
  return `vrl.wasm names ${lines.length} crates, in the file names that its error messages carry. A crate that can never fail is not
named; VRL's Cargo.lock has all that may be in it. https://crates.io/crates/NAME/VERSION has the source of each, with the text
of its licence. Names and licences are those of VRL's list of its dependencies (LICENSE-3rdparty.csv); it lacks the crates
marked with *, whose licences are those of the manifests in their repositories, not always of the very version.

${lines.join('\n')}

Also in it:

    The standard library of Rust: MIT OR Apache-2.0; The Rust Project Developers
    zstd 1.5.5, compiled from C (in zstd-sys): BSD-3-Clause (or GPL-2.0); Meta Platforms, Inc. and affiliates
    The patterns of uap-core (in ua-parser): Apache-2.0; the ua-parser project, https://github.com/ua-parser/uap-core

Where licences can be chosen, MIT is, and BSD-3-Clause for zstd. The text of MIT is above. Those of BSD-3-Clause and Apache-2.0
follow; those of 0BSD, CC0-1.0, Unicode-3.0 and Zlib are at https://spdx.org/licenses/.

${BSD}
${readFileSync(APACHE, 'utf8').trim()}
`
}
