/** What tells somebody at this browser that a conversation begins to wait; off until they switch it on. */
export type NoticeKind = 'desktop' | 'sound';

const setting = (kind: NoticeKind) => `atende-notice-${kind}`;

export const noticeIsOn = (kind: NoticeKind): boolean =>
  localStorage.getItem(setting(kind)) === 'on' && (kind === 'sound' || permission() === 'granted');

export const turnNotice = (kind: NoticeKind, on: boolean): void =>
  localStorage.setItem(setting(kind), on ? 'on' : 'off');

/** `none`: this browser knows no notices of pages. */
export const permission = (): NotificationPermission | 'none' =>
  'Notification' in window ? Notification.permission : 'none';
