type Shape = 'picture' | 'audio' | 'video' | 'file';

/** By what the bytes are, never by what the sender called them. The server gives everything else as a download, too. */
export function shapeOf(type = ''): Shape {
  if (/^image\/(jpeg|png|webp|gif)$/.test(type)) return 'picture';
  if (type.startsWith('audio/')) return 'audio';
  return type.startsWith('video/') ? 'video' : 'file';
}

/** Where the file of a message is, for whoever is signed in. */
export const mediaAddress = (clinicId: string, conversationId: string, messageId: string): string =>
  `/api/clinics/${clinicId}/conversations/${conversationId}/messages/${messageId}/media`;
