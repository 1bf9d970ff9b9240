import { isCredentialName, wordsOf } from '../../../src/rules/embedded-schemas/credential-names'

test.each([
  ['apiKey', 'api key'],
  ['APIKey', 'api key'],
  ['api_key', 'api key'],
  ['api-key', 'api key'],
  ['oauth2Token', 'oauth2 token'],
  ['accountSID', 'account sid'],
  ['', ''],
])('%s is read as the words %j', (name, words) => {
  expect(wordsOf(name).join(' ')).toBe(words)
})

test.each([
  'apiKey',
  'apikey',
  'API_KEY',
  'trelloApiToken',
  'personalAccessToken',
  'authToken',
  'bot_token',
  'token',
  'password',
  'dbPassword',
  'passphrase',
  'clientSecret',
  'webhookSigningSecret',
  'secrets',
  'githubAppPrivateKey',
  'privateKeyPem',
  'accessKey',
  'secretAccessKey',
  'serviceAccountKey',
  'serviceAccountCredentials',
  'apiKey2',
  'apiKey12',
  'token12',
  'api_key_12',
  `${'x'.repeat(95)}Token`,
  'apiKeyValue',
  'serviceAccountJson',
  'service_account_json',
  'service-account-key-json',
  'googleServiceAccountFile',
  'writeKey',
  'segment_write_key',
  'consumer_key',
  'consumerkey',
  'consumer-secret',
  'smtpPass',
  'smtp_pass',
  'dbPass',
  'github_pat',
  'azureDevopsPat',
  'authorizationCode',
  'auth-code',
  'signingKey',
  'webhook_signing_key',
  'connectionString',
  'connection_string',
  'redis-connection-string',
  'mongoUri',
  'databaseDsn',
  'deployKey',
  'hmac_key',
  'accesstoken',
  'dbpassword',
  'clientsecret',
  'sessionCookie',
  'credentialsJson',
  'pass',
  'refresh_token',
])('%s is a credential', (name) => {
  expect(isCredentialName(name)).toBe(true)
})

test.each([
  'tokenUrl',
  '1token',
  'api_key_2fa',
  'tokens',
  'usedTokens',
  `${'x'.repeat(96)}Token`,
  'tokenType',
  'tokenCount',
  'maxTokens',
  'max_token',
  'clientId',
  'apiKeyId',
  'accessKeyId',
  'secretName',
  'secretArn',
  'passwordPolicy',
  'publicKey',
  'publicSignatureKey',
  'hasPassword',
  'useToken',
  'nextPageToken',
  'sortKey',
  'projectKey',
  'key',
  'keyboard',
  'monkey',
  'tokenizer',
  'secretary',
  'compass',
  'bypass',
  'boardingPass',
  'tokenLimit',
  'token_limit',
  'passengers',
  'author',
  'authorEmail',
  'authorCode',
  'publishableKey',
  'publishableApiKey',
  'serviceAccount',
  'serviceAccountEmail',
  'postalCode',
  'countryCode',
  'databaseUrl',
  'queryString',
  'privateText',
  'spat',
  'primaryKey',
  'foreignKey',
  'keyPath',
  'constructor',
  'x'.repeat(1_000_000),
])('%.20s is no credential', (name) => {
  expect(isCredentialName(name)).toBe(false)
})

test('plain names are read as any other: a letter beyond ASCII makes no difference to the words before it', () => {
  const names = ['apiKey', 'API_KEY', 'x-apiKey2Go', 'HTTPServerURL', 'a1B2', '__a--b_', '', 'v2Token', 'ID', 'aB']
  expect(names.map((name) => wordsOf(`${name}é`))).toEqual(
    names.map((name) => {
      const words = wordsOf(`${name}e`)
      return [...words.slice(0, -1), `${words.at(-1)?.slice(0, -1)}é`]
    }),
  )
})

test('an extra name without words is the end of no name', () => {
  expect(isCredentialName('region', ['--', ''])).toBe(false)
  expect(isCredentialName('licence_code', ['--', 'LicenceCode'])).toBe(true)
})
