export type ConversationMode = 'assistant' | 'human';
