import type { Collection } from './contract'

/** How messages name an entry of each map of the definition. */
export const COLLECTION_WORDS: Record<Collection, string> = {
  configurations: 'configuration',
  actions: 'action',
  events: 'event',
  channels: 'channel',
  messages: 'message',
  states: 'state',
  entities: 'entity',
  interfaces: 'interface',
  userTags: 'user tag',
  conversationTags: 'conversation tag',
  messageTags: 'message tag',
}
