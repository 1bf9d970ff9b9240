// @botpress/sdk depends on @botpress/client, the client of the API, with forty packages behind it (axios, qs). A definition
// is evaluated without it: the SDK uses it when a bot or an integration runs. `npm run test:system` installs the real one.
module.exports = {}
