/** A sample of a request, or of the input of a link template. */
export interface EventSample {
  name: string
  summary: string
  event: Readonly<Record<string, unknown>>
}

/** The value of the secret `SIGNING_SECRET`: the key of the signatures below. */
export const SAMPLE_SECRET = 'sample-secret'

/** A request to the webhook, by default a POST, with the secrets for the signatures. */
function signedRequest(event: Readonly<Record<string, unknown>>): EventSample['event'] {
  return {
    method: 'POST',
    path: '/',
    query: '',
    ...event,
    secrets: { SIGNING_SECRET: SAMPLE_SECRET, VERIFY_TOKEN: 'sample-verify-token' },
  }
}

/**
 * Events of common providers, modelled on their documentation; all names, IDs and tokens are invented. Each signature
 * is valid for its body: see the test.
 */
export const EVENT_SAMPLES: readonly EventSample[] = [
  {
    name: 'slack-challenge',
    summary: 'Slack verifies the address: a JSON body whose "challenge" is to be sent back',
    event: signedRequest({
      body: '{"token":"sample-verification-token","challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P","type":"url_verification"}',
      headers: { 'content-type': 'application/json' },
    }),
  },
  {
    name: 'slack-event',
    summary: 'A message in Slack: a JSON body, signed',
    event: signedRequest({
      body: '{"token":"sample-verification-token","team_id":"T024BE7LD","api_app_id":"A0MDYCDME","event":{"type":"message","channel":"C024BE91L","user":"U2147483697","text":"Hello","ts":"1355517523.000005"},"type":"event_callback","event_id":"Ev0PV52K21","event_time":1355517523}',
      headers: {
        'content-type': 'application/json',
        'x-slack-request-timestamp': '1355517523',
        'x-slack-signature': 'v0=e363bf6f1562b99a3c8eab0709ab52f2db7cc0a6d9791b7e7369f67a68b4b7de',
      },
    }),
  },
  {
    name: 'slack-interaction',
    summary: 'A button in Slack: JSON in a form',
    event: signedRequest({
      body: 'payload=%7B%22type%22%3A%22block_actions%22%2C%22team%22%3A%7B%22id%22%3A%22T024BE7LD%22%2C%22domain%22%3A%22sample%22%7D%2C%22user%22%3A%7B%22id%22%3A%22U2147483697%22%7D%2C%22actions%22%3A%5B%7B%22action_id%22%3A%22approve%22%2C%22value%22%3A%22yes%22%7D%5D%7D',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }),
  },
  {
    name: 'meta-challenge',
    summary: 'Messenger, Instagram and WhatsApp verify the address: a challenge in the query',
    event: signedRequest({
      method: 'GET',
      query: 'hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=sample-verify-token',
      headers: {},
    }),
  },
  {
    name: 'messenger-message',
    summary: 'A message in Messenger: a JSON body, signed',
    event: signedRequest({
      body: '{"object":"page","entry":[{"id":"1029384756","time":1458692752478,"messaging":[{"sender":{"id":"1234567890"},"recipient":{"id":"1029384756"},"timestamp":1458692752478,"message":{"mid":"m_1457764197618:41d102a3e1ae206a38","text":"Hello"}}]}]}',
      headers: {
        'content-type': 'application/json',
        'x-hub-signature-256': 'sha256=6ac4283d8aac28995e3f037b34e8c167a5d661af58b150dddd39fe7270124450',
      },
    }),
  },
  {
    name: 'whatsapp-message',
    summary: 'A message in WhatsApp: a JSON body, signed',
    event: signedRequest({
      body: '{"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"15550783881","phone_number_id":"106540352242922"},"contacts":[{"profile":{"name":"Sample"},"wa_id":"16505551234"}],"messages":[{"from":"16505551234","id":"wamid.sample","timestamp":"1749416383","type":"text","text":{"body":"Hello"}}]},"field":"messages"}]}]}',
      headers: {
        'content-type': 'application/json',
        'x-hub-signature-256': 'sha256=934ef8ab63ef79271edd495a0639d3d0f6d346d0d6abbd9c4af0c523cf8973ea',
      },
    }),
  },
  {
    name: 'github-issue',
    summary: 'An issue at GitHub: a JSON body, signed',
    event: signedRequest({
      body: '{"action":"opened","issue":{"number":1,"title":"Sample","state":"open"},"repository":{"id":1296269,"full_name":"sample/hello"},"installation":{"id":234},"sender":{"login":"sample"}}',
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'issues',
        'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
        'x-hub-signature-256': 'sha256=e40c36048fcceca18d01ce5189f53313bf8cb79d7c0bcf24bbac6f3d5e71c2be',
      },
    }),
  },
  {
    name: 'stripe-event',
    summary: 'An event of Stripe: a JSON body, signed with a time stamp',
    event: signedRequest({
      body: '{"id":"evt_1","object":"event","account":"acct_1032D82eZvKYlo2C","type":"invoice.paid","created":1614556800,"data":{"object":{"id":"in_1","object":"invoice","customer":"cus_1","amount_paid":1000}}}',
      headers: {
        'content-type': 'application/json',
        'stripe-signature': 't=1614556800,v1=1b0e9612041b6fdd98797451501449a57d9a5b0ba6d670372f8fab77411fb81d',
      },
    }),
  },
  {
    name: 'shopify-order',
    summary: 'An order at Shopify: a JSON body, signed in base64',
    event: signedRequest({
      body: '{"id":8209829119,"email":"customer@example.com","total_price":"409.94","currency":"USD"}',
      headers: {
        'content-type': 'application/json',
        'x-shopify-topic': 'orders/create',
        'x-shopify-shop-domain': 'sample.myshopify.com',
        'x-shopify-hmac-sha256': 'cfSsa7TvrWZSN3C8PYcHA2P5rHUSKk9YfDgvBADc3Pw=',
      },
    }),
  },
  {
    name: 'telegram-message',
    summary: 'A message in Telegram: a JSON body, a secret in a header',
    event: signedRequest({
      body: '{"update_id":10000,"message":{"message_id":1365,"from":{"id":1111111,"is_bot":false,"first_name":"Sample"},"chat":{"id":1111111,"type":"private","first_name":"Sample"},"date":1441645532,"text":"Hello"}}',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': 'sample-verify-token' },
    }),
  },
  {
    name: 'twilio-message',
    summary: 'A message of Twilio: a form',
    event: signedRequest({
      body: 'MessageSid=SM00000000000000000000000000000001&AccountSid=AC00000000000000000000000000000001&From=%2B15005550006&To=%2B15005550009&Body=Hello',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }),
  },
  {
    name: 'hubspot-events',
    summary: 'Events of HubSpot: a JSON array',
    event: signedRequest({
      body: '[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123}]',
      headers: { 'content-type': 'application/json' },
    }),
  },
  {
    name: 'oauth-callback',
    summary: 'The redirect after a user has consented: a code and the state of the link in the query',
    event: signedRequest({
      method: 'GET',
      path: '/oauth',
      query: 'code=sample-code&state=7c9a1c52-7d5e-4f0b-9d3e-2f6f0c1a8b44',
      headers: {},
    }),
  },
  {
    name: 'form',
    summary: 'A plain form',
    event: signedRequest({
      body: 'team_id=T1&text=Hello%20there',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }),
  },
  {
    name: 'empty',
    summary: 'A request without a body, as uptime monitors send it',
    event: signedRequest({ method: 'GET', headers: { 'user-agent': 'sample-monitor/1.0' } }),
  },
  {
    name: 'link',
    summary: 'The input of a link template, in production',
    event: {
      webhookId: '7c9a1c52-7d5e-4f0b-9d3e-2f6f0c1a8b44',
      webhookUrl: 'https://webhook.example.com',
      env: 'production',
    },
  },
  {
    name: 'sandbox-link',
    summary: 'The input of the link template of a sandbox',
    event: {
      webhookId: '7c9a1c52-7d5e-4f0b-9d3e-2f6f0c1a8b44',
      webhookUrl: 'https://webhook.example.com',
      env: 'production',
      shareableId: 'shareable-4f0b9d3e',
    },
  },
]
