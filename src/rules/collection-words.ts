import type { Collection } from './contract'

/** The words of messages for an entry of each map of the definition. */
export const COLLECTION_WORDS = {
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
} as const satisfies Record<Collection, string>

/** The parts of the definition whose entries an entry of `interfaces` names. */
export const MAPPED_PARTS = ['entities', 'actions', 'events', 'channels'] as const satisfies readonly Collection[]
