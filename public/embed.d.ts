// Types of embed.js, for portals written in TypeScript: what <switchboard-inbox> takes, does and says.

/** What `POST /api/v1/embed-tokens` answers; at least the token. */
export interface EmbedToken {
  token: string;
  /** How long it lasts from now, in seconds; the element asks for another before that. */
  expires_in?: number;
}

export interface SwitchboardInboxEvents {
  /** The inbox is there and knows its agent. */
  ready: CustomEvent<null>;
  /** A conversation was opened. */
  conversationopened: CustomEvent<{ conversation: string }>;
  /** Unread conversations that concern the agent, for the portal's own badge; 0, too, when signed out or without access. */
  unreadchange: CustomEvent<{ count: number }>;
  /** The agent went somewhere; put it into the attributes to come back there. `conversation` is "" when none is open. */
  navigate: CustomEvent<{ address: string; space?: string; view?: string; conversation?: string }>;
  /** `getToken` gave no token: the agent has to sign in to the portal. */
  authrequired: CustomEvent<null>;
  /** Something is in the way: `no-source`, `not-allowed`, `unreachable` or `no-access`. */
  error: CustomEvent<{ code: string; message: string }>;
}

export interface SwitchboardInbox extends HTMLElement {
  /** Called whenever a token is needed. Ask your own server for one; keep the API key there. */
  getToken: (() => Promise<EmbedToken | string | null> | EmbedToken | string | null) | null;
  /** Opens a conversation. */
  open(conversation: string): void;
  /** Begins a message to a phone number, as a sender profile (its id or name). */
  compose(message?: { to?: string; sender?: string }): void;
  /** Searches for a text; an empty one ends the search. */
  search(text: string): void;
  addEventListener<K extends keyof SwitchboardInboxEvents>(
    type: K,
    listener: (this: SwitchboardInbox, event: SwitchboardInboxEvents[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

/** The attributes of the element. */
export interface SwitchboardInboxAttributes {
  /** Where the app is; where embed.js came from when absent. */
  src?: string;
  /** The space; the token's when absent. */
  space?: string;
  /** A view, such as `inbox`, `assigned` or `all`. */
  view?: string;
  /** A conversation to open. */
  conversation?: string;
  /** Absent or `auto`: as the page around it. */
  theme?: 'light' | 'dark' | 'auto';
  /** A BCP 47 language tag. */
  locale?: string;
  density?: 'comfortable' | 'compact';
  layout?: 'full' | 'list-thread' | 'thread';
}

declare global {
  interface HTMLElementTagNameMap {
    'switchboard-inbox': SwitchboardInbox;
  }
}
